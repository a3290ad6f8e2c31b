// SPDX-License-Identifier: GPL-2.0
/*
 * fence_table.h: ids, timeouts, room. Instead of waiting for ten seconds, the tests
 * move the deadlines of fences into the past.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
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

/* Declares @table, closed at the end of the scope. */
#define OPEN_TABLE(table, ms, max)					\
	SDRM_OWN(opened, table##_file, open_table(ms, max));		\
	struct sdrm_fence_table *table = &table##_file->__sdrm_ptr->table

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

/* Is the timer idle? It re-arms itself after signalling. */
static bool settled(struct sdrm_fence_table *table)
{
	struct sdrm_fence_obj *head;
	bool settled;

	spin_lock_irq(&index_of(table)->lock);
	head = list_first_entry_or_null(&index_of(table)->live,
					struct sdrm_fence_obj, queued);
	settled = head ? time_before(jiffies, head->expires) &&
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

/*
 * Let time pass: moves every deadline closer, and the timer if it is pending. If
 * the table failed to arm it, it stays off.
 */
static void pass(struct sdrm_fence_table *table, unsigned int ms)
{
	struct sdrm_fence_obj *obj;
	unsigned long by = msecs_to_jiffies(ms);

	spin_lock_irq(&index_of(table)->lock);
	list_for_each_entry(obj, &index_of(table)->live, queued)
		obj->expires -= by;
	if (timer_pending(&index_of(table)->timer))
		mod_timer_pending(&index_of(table)->timer,
				  index_of(table)->timer.expires - by);
	spin_unlock_irq(&index_of(table)->lock);
	let_settle(table);
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
	KUNIT_EXPECT_EQ(test, take(table, 1 + FENCE_INDEX_BUCKETS),
			-ENOENT);
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
	KUNIT_EXPECT_LT(test, table->__sdrm_priv.max_fences, INT_MAX);
	KUNIT_EXPECT_EQ(test, add(table), 1);
}

static void queued_by_deadline(struct kunit *test)
{
	struct sdrm_fence_obj *obj;
	unsigned long last;
	unsigned int i, id = 0;

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	for (i = 0; i < 5; i++) {
		KUNIT_EXPECT_EQ(test, add(table), i + 1);
		pass(table, 100);
	}
	last = list_first_entry(&index_of(table)->live, struct sdrm_fence_obj,
				queued)->expires;
	list_for_each_entry(obj, &index_of(table)->live, queued) {
		KUNIT_EXPECT_EQ(test, obj->id, ++id);
		KUNIT_EXPECT_TRUE(test, time_after_eq(obj->expires, last));
		last = obj->expires;
	}
	KUNIT_EXPECT_EQ(test, id, 5);
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

/* A deadline before the wrap of jiffies is a large number, but in the past. */
static void expires_across_the_wrap(struct kunit *test)
{
	struct sdrm_fence_obj *obj;

	OPEN_TABLE(table, TIMEOUT_MS, 8);

	KUNIT_EXPECT_EQ(test, add(table), 1);
	spin_lock_irq(&index_of(table)->lock);
	obj = list_first_entry(&index_of(table)->live, struct sdrm_fence_obj,
			       queued);
	obj->expires = ULONG_MAX - 5;
	mod_timer_pending(&index_of(table)->timer, jiffies);
	spin_unlock_irq(&index_of(table)->lock);
	let_settle(table);
	KUNIT_EXPECT_EQ(test, take(table, 1), -ETIMEDOUT);
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
	KUNIT_CASE(expires_one_by_one),
	KUNIT_CASE(empty_queue_rearms),
	KUNIT_CASE(expiry_signals),
	KUNIT_CASE(expires_in_real_time),
	KUNIT_CASE(expires_across_the_wrap),
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
