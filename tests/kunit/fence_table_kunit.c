// SPDX-License-Identifier: GPL-2.0
/*
 * fence_table.h: ids, timeouts, room. Instead of waiting for ten seconds, the tests
 * move the deadlines of fences into the past.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/stop_machine.h>
#include "opened.h"
#include "source.h"

#define TIMEOUT_MS 10000

static struct sdrm_opened open_table(unsigned int ms, unsigned int max)
{
	struct sdrm_opened opened = open_file();

	sdrm_fence_table_init(&opened.__sdrm_ptr->table,
			      &opened.__sdrm_ptr->managed, ms, max);
	return opened;
}

/* Declares @name, a table, closed at the end of the scope. */
#define OPEN_TABLE(name, ms, max)					\
	SDRM_OWN(opened, name##_file, open_table(ms, max));		\
	struct sdrm_fence_table *name = &name##_file->__sdrm_ptr->table

static struct sdrm_fence_index *index_of(struct sdrm_fence_table *table)
{
	return table->__sdrm_priv.index;
}

/* Publish a new fence. Returns its id or a negative errno. */
static int add_kept(struct sdrm_fence_table *table, struct sdrm_fence_ref *kept)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	if (kept)
		*kept = sdrm_fence_get(fence);
	return sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_move(fence));
}

static int add(struct sdrm_fence_table *table)
{
	return add_kept(table, NULL);
}

/* Take a fence and signal it. Returns 0 or a negative errno. */
static int take(struct sdrm_fence_table *table, u32 id)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(table, id));

	return sdrm_is_err(fence) ? sdrm_err(fence) : 0;
}

static s32 left(struct sdrm_fence_obj *obj)
{
	return obj->expires - (u32)jiffies;
}

/* Is the timer idle? It re-arms itself after signalling. */
static bool settled(struct sdrm_fence_table *table)
{
	struct sdrm_fence_obj *head;
	bool settled;

	spin_lock_irq(&index_of(table)->lock);
	head = index_of(table)->live.first;
	settled = head ? left(head) > 0 &&
			 timer_pending(&index_of(table)->timer) :
			 !index_of(table)->armed;
	spin_unlock_irq(&index_of(table)->lock);
	return settled;
}

static void let_settle(struct sdrm_fence_table *table)
{
	unsigned int tries;

	for (tries = 0; tries < 200 && !settled(table); tries++)
		usleep_range(1000, 5000);
}

/* Each fence of a table, in no order. Locked. */
#define for_each_fence(index, buckets, i, obj)				\
	for (buckets = (index)->buckets; buckets; buckets = buckets->older) \
		for (i = 0; i <= buckets->mask; i++)			\
			for (obj = buckets->first[i]; obj; obj = obj->next)

/* Move every deadline closer, but not the timer. Locked. */
static void bring_closer(struct sdrm_fence_table *table, unsigned int ms)
{
	unsigned long by = msecs_to_jiffies(ms);
	struct fence_buckets *buckets;
	struct sdrm_fence_obj *obj;
	unsigned int i;

	for_each_fence(index_of(table), buckets, i, obj)
		obj->expires -= by;
}

/*
 * Let time pass: moves every deadline closer, and the timer if it is pending. If
 * the table failed to arm it, it stays off.
 */
static void pass(struct sdrm_fence_table *table, unsigned int ms)
{
	unsigned long by = msecs_to_jiffies(ms);

	spin_lock_irq(&index_of(table)->lock);
	bring_closer(table, ms);
	if (timer_pending(&index_of(table)->timer))
		mod_timer_pending(&index_of(table)->timer,
				  index_of(table)->timer.expires - by);
	spin_unlock_irq(&index_of(table)->lock);
	let_settle(table);
}

/* The fence with an id, found without its bucket, or NULL. Locked. */
static struct sdrm_fence_obj *search(struct sdrm_fence_table *table, u32 id)
{
	struct fence_buckets *buckets;
	struct sdrm_fence_obj *obj;
	unsigned int i;

	for_each_fence(index_of(table), buckets, i, obj) {
		if (obj->id == id)
			return obj;
	}
	return NULL;
}

static void slot_gives_room_back(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 1);

	{
		SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));
		SDRM_OWN(fence_slot, moved, sdrm_fence_slot_move(slot));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(moved));
		KUNIT_EXPECT_EQ(test, add(table), -ENOSPC);
	}
	KUNIT_EXPECT_EQ(test, add(table), 1);
	KUNIT_EXPECT_EQ(test, add(table), -ENOSPC);
	KUNIT_EXPECT_EQ(test, take(table, 1), 0);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&index_of(table)->count), 1);
}

/* As if open had forgotten it: nothing would free what a slot needs. */
static void not_set_up(struct kunit *test)
{
	SDRM_OWN(opened, file, open_file());
	struct sdrm_fence_table *table = &file->__sdrm_ptr->table;

	KUNIT_EXPECT_EQ(test, add(table), -EINVAL);
	KUNIT_EXPECT_NULL(test, index_of(table));
	KUNIT_EXPECT_EQ(test, take(table, 1), -ENOENT);
	/* Or it would be leaked indeed. */
	kfree(index_of(table));
}

/* The kernel warns, and the table is as it was. */
static void set_up_once(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);
	struct sdrm_managed *managed = &table_file->__sdrm_ptr->managed;

	KUNIT_EXPECT_EQ(test, add(table), 1);
	sdrm_fence_table_init(table, managed, 1, 1);
	KUNIT_EXPECT_PTR_EQ(test, managed->__sdrm_actions,
			    &table->__sdrm_priv.action);
	KUNIT_EXPECT_NULL(test, managed->__sdrm_actions->__sdrm_next);
	KUNIT_EXPECT_EQ(test, table->__sdrm_priv.timeout_ms, TIMEOUT_MS);
	KUNIT_EXPECT_EQ(test, table->__sdrm_priv.max_fences, 8);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	/* Or the list would have no end. */
	managed->__sdrm_actions->__sdrm_next = NULL;
}

/* The kernel warns: nothing would destroy it. */
static void of_other_data_is_refused(struct kunit *test)
{
	struct sdrm_fence_table elsewhere = {};

	SDRM_OWN(opened, file, open_file());
	struct sdrm_managed *managed = &file->__sdrm_ptr->managed;

	sdrm_fence_table_init(&elsewhere, managed, TIMEOUT_MS, 8);
	KUNIT_EXPECT_NULL(test, managed->__sdrm_actions);
	KUNIT_EXPECT_EQ(test, add(&elsewhere), -EINVAL);
}

static void taken_once(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, take(table, 1), -ENOENT);
	KUNIT_EXPECT_EQ(test, add(table), 1);
	KUNIT_EXPECT_EQ(test, take(table, 0), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(table, U32_MAX), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(table, 1 + FENCE_BUCKETS_FIRST), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(table, 1 | 1U << 31), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(table, 1), 0);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ENOENT);
	KUNIT_EXPECT_EQ(test, atomic_read(&index_of(table)->count), 0);
}

static void taken_is_owned(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add_kept(table, &kept), 1);
	SDRM_OWN(fence_ref, ref, kept);
	{
		SDRM_OWN(fence, fence, sdrm_fence_table_take(table, 1));

		/* No deadline applies any more; held by @fence and @ref only. */
		pass(table, 2 * TIMEOUT_MS);
		KUNIT_EXPECT_FALSE(test, sdrm_is_err(fence));
		KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
		KUNIT_EXPECT_EQ(test, holders(ref), 2);
	}
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

static void ids_wrap_and_skip(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_EQ(test, add(table), 3);
	KUNIT_EXPECT_EQ(test, take(table, 2), 0);
	index_of(table)->last_id = INT_MAX - 1;
	KUNIT_EXPECT_EQ(test, add(table), INT_MAX);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_EQ(test, add(table), 4);
	KUNIT_EXPECT_EQ(test, take(table, INT_MAX), 0);
}

static void ids_skip_the_expired(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	pass(table, TIMEOUT_MS);
	index_of(table)->last_id = INT_MAX;
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
	/* After another wrap, 1 is free again. */
	index_of(table)->last_id = INT_MAX;
	KUNIT_EXPECT_EQ(test, add(table), 1);
}

static void room_for_ids_is_bounded(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, UINT_MAX);

	/* Otherwise next_id() might not terminate. */
	KUNIT_EXPECT_LT(test, table->__sdrm_priv.max_fences, INT_MAX / 1024);
	KUNIT_EXPECT_EQ(test, add(table), 1);
}

/* Do the ids of a queue read as in @want, forwards and backwards? */
static void expect_queue(struct kunit *test, struct sdrm_fence_table *table,
			 struct fence_queue *queue, const u32 *want,
			 unsigned int count)
{
	struct sdrm_fence_obj *obj = queue->first, *last = NULL;
	unsigned int i;

	for (i = 0; i < count && obj; i++) {
		KUNIT_EXPECT_EQ(test, (u32)obj->id, want[i]);
		KUNIT_EXPECT_EQ(test, obj->earlier, i ? want[i - 1] : 0);
		last = obj;
		obj = obj->later ? search(table, obj->later) : NULL;
	}
	KUNIT_EXPECT_EQ(test, i, count);
	KUNIT_EXPECT_NULL(test, obj);
	KUNIT_EXPECT_PTR_EQ(test, queue->last, last);
}

static void queued_by_deadline(struct kunit *test)
{
	static const u32 want[] = { 1, 2, 3, 4, 5 };
	struct sdrm_fence_obj *obj;
	u32 id, last = 0;

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	for (id = 1; id <= 5; id++) {
		KUNIT_EXPECT_EQ(test, add(table), id);
		pass(table, 100);
	}
	expect_queue(test, table, &index_of(table)->live, want, 5);
	for (id = 1; id <= 5; id++) {
		obj = search(table, id);
		if (id > 1)
			KUNIT_EXPECT_GE(test, (s32)(obj->expires - last), 0);
		last = obj->expires;
	}
}

/* From each place of a queue: the first, the last, one between two, the only one. */
static void taken_out_of_queues(struct kunit *test)
{
	static const u32 between[] = { 1, 2, 4, 5 }, ends[] = { 2, 4 }, one[] = { 2 };
	struct sdrm_fence_index *index;
	unsigned int i, expired;

	for (expired = 0; expired < 2; expired++) {
		const int want = expired ? -ETIMEDOUT : 0;

		OPEN_TABLE(table, TIMEOUT_MS, 8);

		for (i = 0; i < 5; i++)
			KUNIT_EXPECT_EQ(test, add(table), i + 1);
		if (expired)
			pass(table, TIMEOUT_MS);
		index = index_of(table);
		struct fence_queue *queue = expired ? &index->expired : &index->live;

		KUNIT_EXPECT_EQ(test, take(table, 3), want);
		expect_queue(test, table, queue, between, 4);
		KUNIT_EXPECT_EQ(test, take(table, 1), want);
		KUNIT_EXPECT_EQ(test, take(table, 5), want);
		expect_queue(test, table, queue, ends, 2);
		KUNIT_EXPECT_EQ(test, take(table, 4), want);
		expect_queue(test, table, queue, one, 1);
		KUNIT_EXPECT_EQ(test, take(table, 2), want);
		expect_queue(test, table, queue, NULL, 0);
		expect_queue(test, table, expired ? &index->live : &index->expired,
			     NULL, 0);
	}
}

static void expires_one_by_one(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	pass(table, 4000);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	pass(table, 4000);
	KUNIT_EXPECT_EQ(test, add(table), 3);
	pass(table, 2000);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ENOENT);
	/* The timer has re-armed itself for the second. */
	KUNIT_EXPECT_TRUE(test, timer_pending(&index_of(table)->timer));
	pass(table, 4000);
	KUNIT_EXPECT_EQ(test, take(table, 2), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, take(table, 3), 0);
}

static void empty_queue_rearms(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	KUNIT_EXPECT_EQ(test, take(table, 1), 0);
	/* The timer fires without a fence and is then off. */
	pass(table, TIMEOUT_MS);
	KUNIT_EXPECT_FALSE(test, index_of(table)->armed);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_TRUE(test, timer_pending(&index_of(table)->timer));
	pass(table, TIMEOUT_MS);
	KUNIT_EXPECT_EQ(test, take(table, 2), -ETIMEDOUT);
}

static void expiry_signals(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add_kept(table, &kept), 1);
	SDRM_OWN(fence_ref, ref, kept);
	pass(table, TIMEOUT_MS - 1000);
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
	pass(table, 1000);
	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 1000), 0);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), 1);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

/* In real time, without moving deadlines. */
static void expires_in_real_time(struct kunit *test)
{
	unsigned long begin = jiffies;
	struct sdrm_fence_ref kept;

	OPEN_TABLE(table, 40, 8);

	KUNIT_EXPECT_EQ(test, add_kept(table, &kept), 1);
	SDRM_OWN(fence_ref, ref, kept);
	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 5000), 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, msecs_to_jiffies(40));
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
}

/* Run the timer's handler here, as if it were due. */
static void run_timer(struct sdrm_fence_table *table)
{
	local_bh_disable();
	index_of(table)->timer.function(&index_of(table)->timer);
	local_bh_enable();
}

/* Deadlines half a wrap of the low bits of jiffies away: one of them wraps. */
static void expires_across_the_wrap(struct kunit *test)
{
	OPEN_TABLE(past, TIMEOUT_MS, 8);
	/* Longer than any timeout that the table can have. */
	OPEN_TABLE(future, UINT_MAX, 8);

	KUNIT_EXPECT_EQ(test, add(past), 1);
	KUNIT_EXPECT_EQ(test, add(future), 1);
	spin_lock_irq(&index_of(past)->lock);
	search(past, 1)->expires = (u32)jiffies - (1U << 30);
	spin_unlock_irq(&index_of(past)->lock);
	run_timer(past);
	run_timer(future);
	KUNIT_EXPECT_TRUE(test, timer_pending(&index_of(future)->timer));
	KUNIT_EXPECT_EQ(test, take(past, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, take(future, 1), 0);
}

/* Locked, or nothing else runs. */
static unsigned int count_expired(struct sdrm_fence_table *table)
{
	struct fence_buckets *buckets;
	struct sdrm_fence_obj *obj;
	unsigned int i, count = 0;

	for_each_fence(index_of(table), buckets, i, obj)
		count += obj->expired;
	return count;
}

static unsigned int expired_by_now(struct sdrm_fence_table *table)
{
	unsigned int count;

	spin_lock_irq(&index_of(table)->lock);
	count = count_expired(table);
	spin_unlock_irq(&index_of(table)->lock);
	return count;
}

/* Runs of the timers of two tables, and what each expired. */
struct shot {
	struct sdrm_fence_table *table[2];
	unsigned int expired[2];
	bool armed[2];
};

/* All CPUs are stopped: no other timer runs, and jiffies stands still. */
static int shoot(void *data)
{
	struct shot *shot = data;
	unsigned int i;

	for (i = 0; i < 2 && shot->table[i]; i++) {
		struct timer_list *timer = &index_of(shot->table[i])->timer;
		unsigned int before = count_expired(shot->table[i]);

		timer->function(timer);
		shot->expired[i] = count_expired(shot->table[i]) - before;
		/* So that what follows is seen here only. */
		shot->armed[i] = timer_delete(timer);
	}
	return 0;
}

/* Add fences, and make them due without moving the timer. */
static void add_due(struct kunit *test, struct sdrm_fence_table *table,
		    unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		KUNIT_ASSERT_EQ(test, add(table), i + 1);
	spin_lock_irq(&index_of(table)->lock);
	bring_closer(table, TIMEOUT_MS);
	spin_unlock_irq(&index_of(table)->lock);
}

#define MANY (2 * FENCE_EXPIRY_BATCH + 100)

static void expires_in_batches(struct kunit *test)
{
	unsigned int expired = 0;

	OPEN_TABLE(table, TIMEOUT_MS, MANY);

	add_due(test, table, MANY);
	while (expired < MANY) {
		struct shot shot = { .table = { table } };

		stop_machine(shoot, &shot, NULL);
		KUNIT_ASSERT_GE(test, shot.expired[0], 1);
		KUNIT_EXPECT_LE(test, shot.expired[0], FENCE_EXPIRY_BATCH);
		expired += shot.expired[0];
		if (expired < MANY)
			KUNIT_EXPECT_TRUE(test, shot.armed[0]);
		/* The next jiffy, or a later one. */
		msleep(20);
	}
	KUNIT_EXPECT_EQ(test, expired_by_now(table), MANY);
}

/* After the first batch, the rest is expired without anybody's help. */
static void batches_go_on(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, MANY);

	add_due(test, table, MANY);
	run_timer(table);
	let_settle(table);
	KUNIT_EXPECT_FALSE(test, index_of(table)->armed);
	KUNIT_EXPECT_EQ(test, expired_by_now(table), MANY);
	KUNIT_EXPECT_EQ(test, take(table, MANY), -ETIMEDOUT);
}

/* In one jiffy, the second gets only what the first has left, but at least one. */
static void tables_share_a_batch(struct kunit *test)
{
	struct shot shot = {};

	OPEN_TABLE(one, TIMEOUT_MS, MANY);
	OPEN_TABLE(two, TIMEOUT_MS, MANY);

	add_due(test, one, MANY);
	add_due(test, two, MANY);
	shot.table[0] = one;
	shot.table[1] = two;
	stop_machine(shoot, &shot, NULL);
	KUNIT_EXPECT_GE(test, shot.expired[0], 1);
	KUNIT_EXPECT_LE(test, shot.expired[0], FENCE_EXPIRY_BATCH);
	KUNIT_EXPECT_EQ(test, shot.expired[1], 1);
	KUNIT_EXPECT_TRUE(test, shot.armed[1]);
}

static void closes_between_batches(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	{
		OPEN_TABLE(table, TIMEOUT_MS, MANY + 1);

		add_due(test, table, MANY);
		KUNIT_EXPECT_EQ(test, add_kept(table, &kept), MANY + 1);
		run_timer(table);
	}
	SDRM_OWN(fence_ref, ref, kept);
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

/* --- buckets ---------------------------------------------------------------------- */

static unsigned int longest_chain(struct sdrm_fence_table *table)
{
	struct fence_buckets *buckets;
	struct sdrm_fence_obj *obj;
	unsigned int i, longest = 0;

	for (buckets = index_of(table)->buckets; buckets; buckets = buckets->older) {
		for (i = 0; i <= buckets->mask; i++) {
			unsigned int length = 0;

			for (obj = buckets->first[i]; obj; obj = obj->next)
				length++;
			longest = max(longest, length);
		}
	}
	return longest;
}

#define FIRST_ROOM (FENCE_BUCKETS_LOAD * FENCE_BUCKETS_FIRST)
#define SECOND_ROOM (FENCE_BUCKETS_STEP * FIRST_ROOM)

static void buckets_grow(struct kunit *test)
{
	struct sdrm_fence_index *index;
	unsigned int i, wrong = 0;

	OPEN_TABLE(table, TIMEOUT_MS, 2 * SECOND_ROOM);

	for (i = 0; i < SECOND_ROOM + 10; i++)
		wrong += add(table) != i + 1;
	index = index_of(table);
	KUNIT_EXPECT_EQ(test, index->buckets->mask + 1,
			FENCE_BUCKETS_FIRST * FENCE_BUCKETS_STEP * FENCE_BUCKETS_STEP);
	KUNIT_EXPECT_TRUE(test, index->buckets->older &&
				index->buckets->older->older == &index->initial);
	/* In sequence, so they are spread evenly, up to what a few blocks of 256 add. */
	KUNIT_EXPECT_LE(test, longest_chain(table), 4 * FENCE_BUCKETS_LOAD);
	/* Each is found, in whichever array it is. */
	for (i = 0; i < SECOND_ROOM + 10; i++)
		wrong += !!take(table, i + 1);
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&index->count), 0);
	KUNIT_EXPECT_NULL(test, index->live.first);
	/* They stay, and the next fences go into the newest. */
	KUNIT_EXPECT_EQ(test, add(table), SECOND_ROOM + 11);
	KUNIT_EXPECT_EQ(test, take(table, SECOND_ROOM + 11), 0);
}

/* Ids a power of two apart, which an adversary leaves outstanding. */
static void chosen_ids_spread(struct kunit *test)
{
	unsigned int shift, i;

	for (shift = 6; shift <= 18; shift += 6) {
		OPEN_TABLE(table, TIMEOUT_MS, SECOND_ROOM);

		for (i = 0; i < SECOND_ROOM; i++) {
			KUNIT_ASSERT_EQ(test, add(table), (i << shift) + 1);
			index_of(table)->last_id = (i + 1) << shift;
		}
		/* At random, the probability of 40 instead of 4 is below 10^-20. */
		KUNIT_EXPECT_LT(test, longest_chain(table), 40);
		KUNIT_EXPECT_EQ(test, take(table, 1), 0);
	}
}

/* Where a run of ids is in use after the wrap, the next id is found in a few steps. */
static void ids_jump_over_a_run(struct kunit *test)
{
	enum { RUN = 1000, TRIES = 4 };
	unsigned int i, jumped = 0;

	OPEN_TABLE(table, TIMEOUT_MS, 2 * RUN);

	for (i = 0; i < RUN; i++)
		KUNIT_EXPECT_EQ(test, add(table), i + 1);
	for (i = 0; i < TRIES; i++) {
		int id;

		index_of(table)->last_id = INT_MAX;
		id = add(table);
		/* Somewhere after the run; walking would always lead to its end. */
		KUNIT_EXPECT_GT(test, id, RUN);
		KUNIT_EXPECT_LE(test, id, 64 * RUN);
		jumped += id != RUN + 1;
		KUNIT_EXPECT_EQ(test, add(table), id + 1);
		KUNIT_EXPECT_EQ(test, take(table, id), 0);
		KUNIT_EXPECT_EQ(test, take(table, id + 1), 0);
	}
	KUNIT_EXPECT_GT(test, jumped, 0);
	KUNIT_EXPECT_EQ(test, take(table, RUN), 0);
}

/* A jump across the wrap leads to a valid id. */
static void ids_jump_across_the_wrap(struct kunit *test)
{
	enum { RUN = 20 };
	unsigned int i;

	OPEN_TABLE(table, TIMEOUT_MS, 2 * RUN);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	index_of(table)->last_id = INT_MAX - RUN;
	for (i = 1; i <= RUN; i++)
		KUNIT_EXPECT_EQ(test, add(table), INT_MAX - RUN + i);
	index_of(table)->wrapped = true;
	for (i = 0; i < 20; i++) {
		int id;

		index_of(table)->last_id = INT_MAX - RUN;
		id = add(table);
		KUNIT_EXPECT_GT(test, id, 1);
		KUNIT_EXPECT_LE(test, id, INT_MAX - RUN);
		KUNIT_EXPECT_EQ(test, take(table, id), 0);
	}
}

static void oldest_expired_gives_way(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	OPEN_TABLE(table, TIMEOUT_MS, 2);

	KUNIT_EXPECT_EQ(test, add_kept(table, &kept), 1);
	SDRM_OWN(fence_ref, ref, kept);
	KUNIT_EXPECT_EQ(test, add(table), 2);
	KUNIT_EXPECT_EQ(test, add(table), -ENOSPC);
	pass(table, TIMEOUT_MS);
	KUNIT_EXPECT_EQ(test, add(table), 3);
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(table, 2), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, take(table, 3), 0);
	/* The evicted fence has given its room back exactly once. */
	KUNIT_EXPECT_EQ(test, atomic_read(&index_of(table)->count), 0);
	KUNIT_EXPECT_EQ(test, add(table), 4);
	KUNIT_EXPECT_EQ(test, add(table), 5);
	KUNIT_EXPECT_EQ(test, add(table), -ENOSPC);
}

static void unused_slot_of_the_evicted(struct kunit *test)
{
	OPEN_TABLE(table, TIMEOUT_MS, 1);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	pass(table, TIMEOUT_MS);
	{
		SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
		KUNIT_EXPECT_EQ(test, add(table), -ENOSPC);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&index_of(table)->count), 0);
}

static void close_signals(struct kunit *test)
{
	struct sdrm_fence_ref live, expired;

	{
		OPEN_TABLE(table, TIMEOUT_MS, 8);

		KUNIT_EXPECT_EQ(test, add_kept(table, &expired), 1);
		pass(table, TIMEOUT_MS);
		KUNIT_EXPECT_EQ(test, add_kept(table, &live), 2);
		KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(&live));
	}
	SDRM_OWN(fence_ref, one, expired);
	SDRM_OWN(fence_ref, two, live);

	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(two));
	KUNIT_EXPECT_EQ(test, holders(one), 1);
	KUNIT_EXPECT_EQ(test, holders(two), 1);
}

struct putting {
	struct dma_fence_cb cb;
	struct dma_fence *fence;
	unsigned int holders;	/* before the callback puts its reference */
};

static void put_in_callback(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	container_of(cb, struct putting, cb)->holders =
		kref_read(&fence->refcount);
	dma_fence_put(fence);
}

/* Add a fence to which only the table and the callback hold references. */
static void add_putting(struct kunit *test, struct sdrm_fence_table *table,
			struct putting *putting)
{
	struct sdrm_fence_ref kept;

	KUNIT_EXPECT_EQ(test, add_kept(table, &kept), 1);
	/* The callback owns the reference from here on. */
	putting->fence = kept.__sdrm_ptr;
	KUNIT_EXPECT_EQ(test, 0, dma_fence_add_callback(kept.__sdrm_ptr,
							&putting->cb,
							put_in_callback));
}

/* If the callback never ran, remove it and put its reference. */
static void end_putting(struct putting *putting)
{
	if (putting->holders)
		return;
	dma_fence_remove_callback(putting->fence, &putting->cb);
	dma_fence_put(putting->fence);
}

static void put_inside_expiry(struct kunit *test)
{
	struct putting putting = {};

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	add_putting(test, table, &putting);
	pass(table, TIMEOUT_MS);
	/* The table's, expire()'s own, and the callback's. */
	KUNIT_EXPECT_EQ(test, putting.holders, 3);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
	end_putting(&putting);
}

static void put_inside_close(struct kunit *test)
{
	struct putting putting = {};

	{
		OPEN_TABLE(table, TIMEOUT_MS, 8);

		add_putting(test, table, &putting);
	}
	KUNIT_EXPECT_EQ(test, putting.holders, 2);
	end_putting(&putting);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(slot_gives_room_back),
	KUNIT_CASE(not_set_up),
	KUNIT_CASE(set_up_once),
	KUNIT_CASE(of_other_data_is_refused),
	KUNIT_CASE(taken_once),
	KUNIT_CASE(taken_is_owned),
	KUNIT_CASE(ids_wrap_and_skip),
	KUNIT_CASE(ids_skip_the_expired),
	KUNIT_CASE(room_for_ids_is_bounded),
	KUNIT_CASE(queued_by_deadline),
	KUNIT_CASE(taken_out_of_queues),
	KUNIT_CASE(expires_one_by_one),
	KUNIT_CASE(empty_queue_rearms),
	KUNIT_CASE(expiry_signals),
	KUNIT_CASE(expires_in_real_time),
	KUNIT_CASE(expires_across_the_wrap),
	KUNIT_CASE(expires_in_batches),
	KUNIT_CASE(batches_go_on),
	KUNIT_CASE(tables_share_a_batch),
	KUNIT_CASE(closes_between_batches),
	KUNIT_CASE(buckets_grow),
	KUNIT_CASE(chosen_ids_spread),
	KUNIT_CASE(ids_jump_over_a_run),
	KUNIT_CASE(ids_jump_across_the_wrap),
	KUNIT_CASE(oldest_expired_gives_way),
	KUNIT_CASE(unused_slot_of_the_evicted),
	KUNIT_CASE(close_signals),
	KUNIT_CASE(put_inside_expiry),
	KUNIT_CASE(put_inside_close),
	{}
};

static struct kunit_suite suite = {
	.name = "fence_table",
	.init = source_init,
	.exit = source_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of fence_table.h");
MODULE_LICENSE("GPL");
