// SPDX-License-Identifier: GPL-2.0
/* dma_resv_wrap.h: the lock is released on every path; which accesses conflict. */
#include <linux/module.h>
#include <sdrm/dma_resv_wrap.h>
#include "source.h"

/* A GEM object with nothing but a reservation. */
struct buffer {
	struct dma_resv resv;
	struct drm_gem_object obj;
	struct sdrm_gem gem;
};

static struct buffer buffer;

static int init(struct kunit *test)
{
	dma_resv_init(&buffer.resv);
	buffer.obj.resv = &buffer.resv;
	buffer.gem.__sdrm_ptr = &buffer.obj;
	return source_init(test);
}

static void cleanup(struct kunit *test)
{
	/* If a guard did not unlock, its test has failed already. */
	if (dma_resv_is_locked(&buffer.resv))
		dma_resv_unlock(&buffer.resv);
	dma_resv_fini(&buffer.resv);
	source_exit(test);
}

static void unlocked_at_scope_end(struct kunit *test)
{
	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));

		KUNIT_EXPECT_TRUE(test, dma_resv_is_locked(&buffer.resv));
	}
	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer.resv));
}

/* Like an ioctl: every step may fail, and none unlocks explicitly. */
static noinline int attach(struct sdrm_fence_ref *kept, bool fail_late)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));
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
	KUNIT_ASSERT_FALSE(test, dma_resv_is_locked(&buffer.resv));
	KUNIT_ASSERT_EQ(test, attach(&kept, false), 0);
	SDRM_OWN(fence_ref, ref, kept);

	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer.resv));
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	/* The reservation's and ours. */
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
}

static void unlocked_on_break_and_continue(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		/* Otherwise the lock below would deadlock. */
		KUNIT_ASSERT_FALSE(test, dma_resv_is_locked(&buffer.resv));
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));

		if (i == 0)
			continue;
		if (i == 1)
			break;
	}
	KUNIT_EXPECT_EQ(test, i, 1);
	KUNIT_EXPECT_FALSE(test, dma_resv_is_locked(&buffer.resv));
}

/* Both kinds of access, against a fence of kind @fence_is. */
static void conflicts(struct kunit *test, enum sdrm_access fence_is,
		      bool reader_may, bool writer_may)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));
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
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));
	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(slot));
	dma_resv_add_fence(&buffer.resv, __sdrm_fence_base(fence),
			   DMA_RESV_USAGE_BOOKKEEP);
	KUNIT_EXPECT_FALSE(test, dma_resv_test_signaled(&buffer.resv,
							DMA_RESV_USAGE_BOOKKEEP));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_READ));
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));
}

static void fences_do_not_displace_each_other(struct kunit *test)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;
	unsigned int i, live = 0;

	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));
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
	dma_resv_for_each_fence(&cursor, &buffer.resv, DMA_RESV_USAGE_READ,
				fence)
		live++;
	KUNIT_EXPECT_EQ(test, live, 3);
}

static void unused_slot_adds_nothing(struct kunit *test)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));

	{
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));
		SDRM_OWN(resv_slot, moved, sdrm_resv_slot_move(slot));

		KUNIT_EXPECT_NULL(test, slot->__sdrm_ptr);
		KUNIT_EXPECT_FALSE(test, sdrm_is_err(moved));
	}
	KUNIT_EXPECT_TRUE(test, sdrm_resv_is_idle(lock, SDRM_WRITE));
}

static void reservation_lets_go_once(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&buffer.gem));
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

		sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fence, SDRM_READ);
	}
	KUNIT_EXPECT_EQ(test, holders(ref), 3);
	dma_resv_fini(&buffer.resv);
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	dma_resv_init(&buffer.resv);
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
