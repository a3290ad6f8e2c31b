// SPDX-License-Identifier: GPL-2.0
/*
 * dma_resv_wrap.h: locks are released on every path, also several at once; which
 * accesses conflict; a slot is room for one fence under the lock it belongs to.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include <sdrm/dma_resv_wrap.h>
#include "source.h"

/* A GEM object with nothing but a reservation. */
struct buffer {
	struct dma_resv resv;
	struct drm_gem_object obj;
	struct sdrm_gem gem;
};

#define BUFFERS 3

static struct buffer buffers[BUFFERS];
/* For tests that need one. */
static struct buffer *const buffer = &buffers[0];

static int init(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < BUFFERS; i++) {
		dma_resv_init(&buffers[i].resv);
		buffers[i].obj.resv = &buffers[i].resv;
		buffers[i].gem.__sdrm_ptr = &buffers[i].obj;
	}
	return source_init(test);
}

static void cleanup(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < BUFFERS; i++) {
		/* If a guard did not unlock, its test has failed already. */
		if (dma_resv_is_locked(&buffers[i].resv))
			dma_resv_unlock(&buffers[i].resv);
		dma_resv_fini(&buffers[i].resv);
	}
	source_exit(test);
}

static void unlocked_at_scope_end(struct kunit *test)
{
	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));

		KUNIT_EXPECT_TRUE(test, dma_resv_is_locked(&buffer->resv));
	}
	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer->resv));
}

/* Like an ioctl: every step may fail, and none unlocks explicitly. */
static noinline int attach(struct sdrm_fence_ref *kept, bool fail_late)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
	if (!sdrm_resv_is_idle(lock, SDRM_WRITE))
		return -EBUSY;

	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	if (fail_late)
		return -ENOSPC;

	sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fence, SDRM_WRITE);
	*kept = sdrm_fence_get(fence);
	/* Signalled at the end of the scope, before the unlock. */
	return 0;
}

static void unlocked_on_return(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	KUNIT_ASSERT_EQ(test, attach(&kept, true), -ENOSPC);
	KUNIT_ASSERT_FALSE(test, dma_resv_is_locked(&buffer->resv));
	KUNIT_ASSERT_EQ(test, attach(&kept, false), 0);
	SDRM_OWN(fence_ref, ref, kept);

	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer->resv));
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	/* The reservation's and ours. */
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
}

static void unlocked_on_break_and_continue(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		/* Otherwise the lock below would deadlock. */
		KUNIT_ASSERT_FALSE(test, dma_resv_is_locked(&buffer->resv));
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));

		if (i == 0)
			continue;
		if (i == 1)
			break;
	}
	KUNIT_EXPECT_EQ(test, i, 1);
	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer->resv));
}

/* Both kinds of access, against a fence of kind @fence_is. */
static void conflicts(struct kunit *test, enum sdrm_access fence_is,
		      bool reader_may, bool writer_may)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_READ));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));

	sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fence, fence_is);
	KUNIT_EXPECT_EQ(test, sdrm_resv_is_idle(lock, SDRM_READ), reader_may);
	KUNIT_EXPECT_EQ(test, sdrm_resv_is_idle(lock, SDRM_WRITE), writer_may);

	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_READ));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));
}

static void reader_conflicts_with_writers(struct kunit *test)
{
	conflicts(test, SDRM_READ, true, false);
}

static void writer_conflicts_with_all(struct kunit *test)
{
	conflicts(test, SDRM_WRITE, false, false);
}

/* A fence as other drivers add it for page table updates, for example. */
static void bookkeeping_conflicts_with_none(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
	dma_resv_add_fence(&buffer->resv, __sdrm_fence_base(fence),
			   DMA_RESV_USAGE_BOOKKEEP);
	KUNIT_EXPECT_FALSE(test, dma_resv_test_signaled(&buffer->resv,
							DMA_RESV_USAGE_BOOKKEEP));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_READ));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));
}

static void fences_do_not_displace_each_other(struct kunit *test)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;
	unsigned int i, live = 0;

	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
	SDRM_OWN(fence, one, sdrm_fence_create(source));
	SDRM_OWN(fence, two, sdrm_fence_create(source));
	SDRM_OWN(fence, three, sdrm_fence_create(source));
	const struct sdrm_fence *fences[] = { one, two, three };

	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
		sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fences[i],
			      SDRM_READ);
	}
	/* In one fence context, each would replace the one before. */
	dma_resv_for_each_fence(&cursor, &buffer->resv, DMA_RESV_USAGE_READ,
				fence)
		live++;
	KUNIT_EXPECT_EQ(test, live, 3);
}

static void unused_slot_adds_nothing(struct kunit *test)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));

	{
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));
		SDRM_OWN(resv_slot, moved, sdrm_resv_slot_move(slot));

		KUNIT_EXPECT_EQ(test, sdrm_err(slot), -ESTALE);
		KUNIT_EXPECT_FALSE(test, sdrm_is_err(moved));
		KUNIT_EXPECT_EQ(test, lock->__sdrm_slots, 1);
	}
	KUNIT_EXPECT_EQ(test, lock->__sdrm_slots, 0);
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));
}

static void reservation_lets_go_once(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

		sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fence, SDRM_READ);
	}
	KUNIT_EXPECT_EQ(test, holders(ref), 3);
	dma_resv_fini(&buffer->resv);
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	dma_resv_init(&buffer->resv);
}

static unsigned int fences_in(struct dma_resv *resv)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;
	unsigned int count = 0;

	dma_resv_for_each_fence(&cursor, resv, DMA_RESV_USAGE_BOOKKEEP, fence)
		count++;
	return count;
}

/* As in drivers/dma-buf/dma-resv.c, which keeps it to itself. */
struct dma_resv_list {
	struct rcu_head rcu;
	u32 num_fences, max_fences;
};

/* Room that is left; adding one more is a BUG. */
static unsigned int room_in(struct dma_resv *resv)
{
	struct dma_resv_list *list =
		rcu_dereference_protected(resv->fences, dma_resv_held(resv));

	return list ? list->max_fences - list->num_fences : 0;
}

/* Two slots when there is room for one more fence, and then for none, and so on: for
 * how many there is room depends on the allocator, so from an even and an odd number. */
static void fill_by_two(struct kunit *test, struct buffer *with, bool odd)
{
	struct sdrm_fence fences[2 * 8] = {};
	unsigned int i;

	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&with->gem));

		for (i = 0; i < ARRAY_SIZE(fences); i += 2) {
			fences[i] = sdrm_fence_create(source);
			fences[i + 1] = sdrm_fence_create(source);
			SDRM_OWN(resv_slot, one, sdrm_resv_reserve(lock));
			SDRM_OWN(resv_slot, two, sdrm_resv_reserve(lock));

			KUNIT_EXPECT_FALSE(test, sdrm_is_err(one));
			KUNIT_EXPECT_FALSE(test, sdrm_is_err(two));
			KUNIT_EXPECT_EQ(test, lock->__sdrm_slots, 2);
			KUNIT_EXPECT_GE(test, room_in(&with->resv), 2);
			if (room_in(&with->resv) < 2)
				break;
			sdrm_resv_add(lock, sdrm_resv_slot_move(two), &fences[i],
				      SDRM_READ);
			if (odd && !i)
				continue;
			sdrm_resv_add(lock, sdrm_resv_slot_move(one), &fences[i + 1],
				      SDRM_READ);
		}
		KUNIT_EXPECT_EQ(test, fences_in(&with->resv), ARRAY_SIZE(fences) - odd);
	}
	for (i = 0; i < ARRAY_SIZE(fences); i++)
		sdrm_fence_signal(fences[i]);
}

static void two_slots_are_room_for_two(struct kunit *test)
{
	fill_by_two(test, &buffers[0], true);
	fill_by_two(test, &buffers[1], false);
}

/* The kernel warns, and nothing is published. */
static void slot_of_another_lock_is_refused(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer->gem));
	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));
	/* As if the same reservation were locked again later, and a slot kept. */
	struct sdrm_resv later = {
		.__sdrm_ptr = lock->__sdrm_ptr, .__sdrm_slots = 1
	};

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
	OPTIMIZER_HIDE_VAR(later.__sdrm_slots);
	sdrm_resv_add(&later, sdrm_resv_slot_move(slot), fence, SDRM_WRITE);
	KUNIT_EXPECT_EQ(test, fences_in(&buffer->resv), 0);
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	KUNIT_EXPECT_EQ(test, later.__sdrm_slots, 1);
}

/* --- several at once --------------------------------------------------------------- */

/* A list of buffers by their numbers, freed with the test. */
static struct sdrm_gem_list list_of(struct kunit *test, const char *numbers)
{
	struct sdrm_gem_set *set =
		kunit_kzalloc(test, struct_size(set, entries, 8), GFP_KERNEL);

	if (!set)
		return (struct sdrm_gem_list){ .__sdrm_ptr = ERR_PTR(-ENOMEM) };
	for (; *numbers; numbers++)
		set->entries[set->count++].obj = &buffers[*numbers - '0'].obj;
	return (struct sdrm_gem_list){ .__sdrm_ptr = set };
}

static void expect_locked(struct kunit *test, bool locked)
{
	unsigned int i;

	for (i = 0; i < BUFFERS; i++)
		KUNIT_EXPECT_EQ(test, dma_resv_is_locked(&buffers[i].resv), locked);
}

/*
 * With CONFIG_DEBUG_WW_MUTEX_SLOWPATH, the kernel lets some of the locks fail with
 * -EDEADLK, and which ones differs from one time to the next.
 */
static void list_is_locked_once_each(struct kunit *test)
{
	static const char *const lists[] = { "012", "0", "00", "2012", "0102", "1111", "2210" };
	struct sdrm_gem_list list;
	unsigned int i, seen;

	for (i = 0; i < 20 * ARRAY_SIZE(lists); i++) {
		list = list_of(test, lists[i % ARRAY_SIZE(lists)]);
		KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
		seen = 0;
		{
			SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));

			sdrm_for_each_resv(resv, locks) {
				unsigned int at = container_of(resv->__sdrm_ptr,
						struct buffer, resv) - buffers;

				KUNIT_EXPECT_FALSE(test, seen & BIT(at));
				seen |= BIT(at);
				KUNIT_EXPECT_TRUE(test, dma_resv_is_locked(resv->__sdrm_ptr));
				KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
			}
		}
		expect_locked(test, false);
		KUNIT_EXPECT_EQ(test, hweight32(seen),
				i % ARRAY_SIZE(lists) == 1 || i % ARRAY_SIZE(lists) == 2 ||
				i % ARRAY_SIZE(lists) == 5 ? 1 : 3);
	}
}

static noinline int lock_and_return(const struct sdrm_gem_list *list, int error)
{
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(list));

	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));
	if (sdrm_is_err(slots))
		return sdrm_err(slots);

	sdrm_for_each_resv(resv, locks) {
		if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
			return -EBUSY;
		if (error)
			return error;
	}
	return 0;
}

static void list_is_unlocked_on_return(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "1012");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	KUNIT_EXPECT_EQ(test, lock_and_return(&list, -EXDEV), -EXDEV);
	expect_locked(test, false);
	KUNIT_EXPECT_EQ(test, lock_and_return(&list, 0), 0);
	expect_locked(test, false);
}

static void fence_on_each(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "1012");
	unsigned int i;

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	{
		SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
		SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(slots));
		sdrm_for_each_resv(resv, locks) {
			KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 1);
			KUNIT_EXPECT_GE(test, room_in(resv->__sdrm_ptr), 1);
			sdrm_resv_list_add(resv, slots, fence, SDRM_WRITE);
			KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
			KUNIT_EXPECT_FALSE(test, sdrm_resv_is_idle(resv, SDRM_READ));
		}
		for (i = 0; i < BUFFERS; i++)
			KUNIT_EXPECT_EQ(test, fences_in(&buffers[i].resv), 1);
	}
	expect_locked(test, false);
	KUNIT_EXPECT_EQ(test, holders(ref), 2 + BUFFERS);
	KUNIT_EXPECT_EQ(test, lock_and_return(&list, 0), -EBUSY);
}

static void unused_slots_are_given_back(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "012");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
	{
		SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));
		SDRM_OWN(resv_slots, moved, sdrm_resv_slots_move(slots));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(moved));
	}
	sdrm_for_each_resv(resv, locks)
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
}

static int reserve_error(const struct sdrm_resv_list *locks)
{
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

	return sdrm_is_err(slots) ? sdrm_err(slots) : 0;
}

static void list_is_reserved_once(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "012");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	{
		SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));

		{
			SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

			KUNIT_EXPECT_FALSE(test, sdrm_is_err(slots));
			KUNIT_EXPECT_EQ(test, reserve_error(locks), -EBUSY);
			sdrm_for_each_resv(resv, locks)
				KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 1);
		}
		KUNIT_EXPECT_EQ(test, reserve_error(locks), 0);
	}
	/* And under another lock. */
	SDRM_OWN(resv_list, again, sdrm_resv_list_lock(&list));
	KUNIT_EXPECT_EQ(test, reserve_error(again), 0);
}

/* What a list gives back is its own. */
static void single_slot_outlives_those_of_a_list(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "012");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
	sdrm_for_each_resv(resv, locks) {
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(resv));

		KUNIT_EXPECT_EQ(test, reserve_error(locks), 0);
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 1);
		sdrm_resv_add(resv, sdrm_resv_slot_move(slot), fence, SDRM_READ);
		KUNIT_EXPECT_EQ(test, fences_in(resv->__sdrm_ptr), 1);
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
	}
}

/* A slot of one of the locks of a list, beside those of the list. */
static void list_and_single_slots(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "012");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(fence, one, sdrm_fence_create(source));
	SDRM_OWN(fence, two, sdrm_fence_create(source));
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slots));
	sdrm_for_each_resv(resv, locks) {
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(resv));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 2);
		KUNIT_EXPECT_GE(test, room_in(resv->__sdrm_ptr), 2);
		sdrm_resv_list_add(resv, slots, one, SDRM_READ);
		sdrm_resv_add(resv, sdrm_resv_slot_move(slot), two, SDRM_READ);
		KUNIT_EXPECT_EQ(test, fences_in(resv->__sdrm_ptr), 2);
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
	}
}

/* The kernel warns, and nothing more is published. */
static void second_add_is_refused(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "01");

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(fence, one, sdrm_fence_create(source));
	SDRM_OWN(fence, two, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(two));
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slots));
	sdrm_for_each_resv(resv, locks) {
		sdrm_resv_list_add(resv, slots, one, SDRM_READ);
		sdrm_resv_list_add(resv, slots, two, SDRM_READ);
		KUNIT_EXPECT_EQ(test, fences_in(resv->__sdrm_ptr), 1);
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 0);
	}
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
}

/* The kernel warns, and nothing is published. */
static void lock_of_another_list_is_refused(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "0");
	struct sdrm_resv foreign = {
		.__sdrm_ptr = &buffer->resv, .__sdrm_slots = 1
	};

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(&list));
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slots));
	sdrm_resv_list_add(&foreign, slots, fence, SDRM_READ);
	KUNIT_EXPECT_EQ(test, fences_in(&buffer->resv), 0);
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	sdrm_for_each_resv(resv, locks)
		KUNIT_EXPECT_EQ(test, resv->__sdrm_slots, 1);
}

/* A thread that locks a list while an older transaction holds its second buffer. */
static struct {
	const struct sdrm_gem_list *list;
	struct completion started, done;
	bool all_locked;
} younger;

static int lock_list(void *unused)
{
	complete(&younger.started);
	{
		SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(younger.list));

		younger.all_locked = dma_resv_is_locked(&buffers[0].resv) &&
				     dma_resv_is_locked(&buffers[1].resv) &&
				     dma_resv_is_locked(&buffers[2].resv);
	}
	complete(&younger.done);
	return 0;
}

/* A transaction that the kernel does not let fail to try that out. */
static void begin_transaction(struct ww_acquire_ctx *ctx)
{
	ww_acquire_init(ctx, &reservation_ww_class);
#ifdef CONFIG_DEBUG_WW_MUTEX_SLOWPATH
	ctx->deadlock_inject_countdown = UINT_MAX;
#endif
}

static void younger_list_gives_way(struct kunit *test)
{
	struct sdrm_gem_list list = list_of(test, "0121");
	struct ww_acquire_ctx ctx;
	struct task_struct *task;

	KUNIT_ASSERT_FALSE(test, IS_ERR(list.__sdrm_ptr));
	younger.list = &list;
	younger.all_locked = false;
	init_completion(&younger.started);
	init_completion(&younger.done);
	begin_transaction(&ctx);
	KUNIT_EXPECT_EQ(test, dma_resv_lock(&buffers[1].resv, &ctx), 0);
	task = kthread_run(lock_list, NULL, "sdrm-younger");
	KUNIT_EXPECT_FALSE(test, IS_ERR(task));
	if (!IS_ERR(task)) {
		wait_for_completion(&younger.started);
		/* It has the first, and gives it up as it cannot have the second. */
		msleep(100);
		KUNIT_EXPECT_EQ(test, dma_resv_lock(&buffers[0].resv, &ctx), 0);
		KUNIT_EXPECT_FALSE(test, completion_done(&younger.done));
		dma_resv_unlock(&buffers[0].resv);
	}
	dma_resv_unlock(&buffers[1].resv);
	ww_acquire_fini(&ctx);
	if (IS_ERR(task))
		return;
	wait_for_completion(&younger.done);
	KUNIT_EXPECT_TRUE(test, younger.all_locked);
	expect_locked(test, false);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(unlocked_at_scope_end),
	KUNIT_CASE(unlocked_on_return),
	KUNIT_CASE(unlocked_on_break_and_continue),
	KUNIT_CASE(reader_conflicts_with_writers),
	KUNIT_CASE(writer_conflicts_with_all),
	KUNIT_CASE(bookkeeping_conflicts_with_none),
	KUNIT_CASE(fences_do_not_displace_each_other),
	KUNIT_CASE(unused_slot_adds_nothing),
	KUNIT_CASE(reservation_lets_go_once),
	KUNIT_CASE(two_slots_are_room_for_two),
	KUNIT_CASE(slot_of_another_lock_is_refused),
	KUNIT_CASE(list_is_locked_once_each),
	KUNIT_CASE(list_is_unlocked_on_return),
	KUNIT_CASE(fence_on_each),
	KUNIT_CASE(unused_slots_are_given_back),
	KUNIT_CASE(list_is_reserved_once),
	KUNIT_CASE(single_slot_outlives_those_of_a_list),
	KUNIT_CASE(list_and_single_slots),
	KUNIT_CASE(second_add_is_refused),
	KUNIT_CASE(lock_of_another_list_is_refused),
	KUNIT_CASE(younger_list_gives_way),
	{}
};

static struct kunit_suite suite = {
	.name = "dma_resv_wrap",
	.init = init,
	.exit = cleanup,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of dma_resv_wrap.h");
MODULE_LICENSE("GPL");
