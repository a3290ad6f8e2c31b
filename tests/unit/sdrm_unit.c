// SPDX-License-Identifier: GPL-2.0
/*
 * Unit tests of the abstractions that user space cannot reach through vgem:
 * what a drop does, ids at their wrap, deadlines of milliseconds. They run when
 * the module is loaded and report as KTAP in the kernel's log. (Debian's 6.1
 * has no KUnit.)
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <sdrm/dma_resv_wrap.h>
#include <sdrm/fence_table.h>
#include "internal.h"

/* Fails the test it stands in, with the line and what was expected. */
#define EXPECT(what)						\
	do {							\
		if (!(what)) {					\
			pr_info("# line %d: expected %s\n",	\
				__LINE__, #what);		\
			return false;				\
		}						\
	} while (0)

static struct sdrm_fence_source *source;

/* A table without a DRM file behind it; the end of its scope is the close. */
struct sdrm_table {
	struct fixture {
		struct sdrm_file file;
		struct sdrm_fence_table table;
	} *__sdrm_ptr;
};

static void close_table(struct fixture *fix)
{
	struct sdrm_file_action *action = fix->file.__sdrm_priv.actions;

	action->__sdrm_undo(action);
	kfree(fix);
}

__SDRM_DEFINE_OWNER(table, close_table)
#define __SDRM_DROP_table __sdrm_table_drop

static struct sdrm_table open_table(unsigned int ms, unsigned int max)
{
	struct fixture *fix = kzalloc(sizeof(*fix), GFP_KERNEL | __GFP_NOFAIL);

	sdrm_fence_table_init(&fix->table, &fix->file, ms, max);
	return (struct sdrm_table){ fix };
}

/* Publish a new fence; its id, or the errno that stood in the way. */
static int add(struct sdrm_fence_table *table)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));
	SDRM_OWN(fence, fence, sdrm_fence_create(source));

	if (sdrm_is_err(slot))
		return sdrm_err(slot);
	return sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_move(fence));
}

/* Take a fence and signal it; 0 or why it could not be had. */
static int take(struct sdrm_fence_table *table, u32 id)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(table, id));

	return sdrm_is_err(fence) ? sdrm_err(fence) : 0;
}

static bool drop_signals(void)
{
	struct sdrm_fence_ref kept;

	{
		SDRM_OWN(fence, fence, sdrm_fence_create(source));

		EXPECT(!sdrm_is_err(fence));
		kept = sdrm_fence_get(fence);
		EXPECT(!sdrm_fence_is_signaled(&kept));
	}
	{
		SDRM_OWN(fence_ref, ref, kept);

		EXPECT(sdrm_fence_is_signaled(ref));
		EXPECT(dma_fence_get_status(ref->__sdrm_ptr) == 1);
		EXPECT(kref_read(&ref->__sdrm_ptr->refcount) == 1);
	}
	return true;
}

static bool move_releases_once(void)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	EXPECT(kref_read(&ref->__sdrm_ptr->refcount) == 2);
	sdrm_fence_signal(sdrm_fence_move(fence));
	EXPECT(!fence->__sdrm_ptr);
	EXPECT(sdrm_fence_is_signaled(ref));
	EXPECT(kref_read(&ref->__sdrm_ptr->refcount) == 1);
	return true;
}

static bool error_is_not_released(void)
{
	SDRM_OWN(fence, fence, (struct sdrm_fence){
			.__sdrm_ptr = ERR_PTR(-ENOENT)
		 });
	SDRM_OWN(fence, moved, sdrm_fence_move(fence));

	EXPECT(sdrm_is_err(moved));
	EXPECT(sdrm_err(moved) == -ENOENT);
	return true;
}

static bool names_and_contexts(void)
{
	SDRM_OWN(fence, one, sdrm_fence_create(source));
	SDRM_OWN(fence, two, sdrm_fence_create(source));
	struct dma_fence *fence = __sdrm_fence_base(one);

	EXPECT(!strcmp(fence->ops->get_driver_name(fence), "unit"));
	EXPECT(!strcmp(fence->ops->get_timeline_name(fence), "of tests"));
	EXPECT(fence->context != __sdrm_fence_base(two)->context);
	return true;
}

static bool slot_gives_room_back(void)
{
	SDRM_OWN(table, fix, open_table(10000, 1));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;

	{
		SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));

		EXPECT(!sdrm_is_err(slot));
		EXPECT(add(table) == -ENOSPC);
	}
	EXPECT(add(table) == 1);
	EXPECT(add(table) == -ENOSPC);
	EXPECT(!take(table, 1));
	EXPECT(add(table) == 2);
	return true;
}

static bool taken_once(void)
{
	SDRM_OWN(table, fix, open_table(10000, 8));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;

	EXPECT(take(table, 1) == -ENOENT);
	EXPECT(add(table) == 1);
	EXPECT(take(table, 0) == -ENOENT);
	EXPECT(take(table, 1 + __SDRM_FENCE_TABLE_BUCKETS) == -ENOENT);
	EXPECT(!take(table, 1));
	EXPECT(take(table, 1) == -ENOENT);
	return true;
}

static bool ids_wrap_and_skip(void)
{
	SDRM_OWN(table, fix, open_table(10000, 8));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;

	EXPECT(add(table) == 1);
	EXPECT(add(table) == 2);
	EXPECT(add(table) == 3);
	EXPECT(!take(table, 2));
	table->__sdrm_priv.last_id = INT_MAX - 1;
	EXPECT(add(table) == INT_MAX);
	EXPECT(add(table) == 2);
	EXPECT(add(table) == 4);
	EXPECT(!take(table, INT_MAX));
	return true;
}

static bool expires_in_order(void)
{
	SDRM_OWN(table, fix, open_table(40, 8));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;

	EXPECT(add(table) == 1);
	msleep(20);
	EXPECT(add(table) == 2);
	EXPECT(!take(table, 1));
	EXPECT(add(table) == 3);
	msleep(200);
	EXPECT(take(table, 2) == -ETIMEDOUT);
	EXPECT(take(table, 2) == -ENOENT);
	EXPECT(take(table, 3) == -ETIMEDOUT);
	/* An empty queue has disarmed the timer: it has to start again. */
	EXPECT(add(table) == 4);
	msleep(200);
	EXPECT(take(table, 4) == -ETIMEDOUT);
	return true;
}

static bool expiry_signals(void)
{
	SDRM_OWN(table, fix, open_table(20, 8));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));

	EXPECT(sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_move(fence)) == 1);
	EXPECT(!sdrm_fence_is_signaled(ref));
	EXPECT(sdrm_fence_wait(ref, 1) == -ETIMEDOUT);
	EXPECT(!sdrm_fence_wait(ref, 1000));
	EXPECT(!sdrm_fence_wait(ref, 0));
	EXPECT(dma_fence_get_status(ref->__sdrm_ptr) == 1);
	return true;
}

static bool oldest_expired_gives_way(void)
{
	SDRM_OWN(table, fix, open_table(20, 2));
	struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;

	EXPECT(add(table) == 1);
	EXPECT(add(table) == 2);
	EXPECT(add(table) == -ENOSPC);
	msleep(200);
	EXPECT(add(table) == 3);
	EXPECT(take(table, 1) == -ENOENT);
	EXPECT(take(table, 2) == -ETIMEDOUT);
	EXPECT(!take(table, 3));
	/* What gave way has given its room back, and once. */
	EXPECT(add(table) == 4);
	EXPECT(add(table) == 5);
	EXPECT(add(table) == -ENOSPC);
	return true;
}

static bool close_signals(void)
{
	struct sdrm_fence_ref kept;

	{
		SDRM_OWN(table, fix, open_table(10000, 8));
		struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;
		SDRM_OWN(fence, fence, sdrm_fence_create(source));
		SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));

		kept = sdrm_fence_get(fence);
		EXPECT(sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					    sdrm_fence_move(fence)) == 1);
		EXPECT(!sdrm_fence_is_signaled(&kept));
	}
	{
		SDRM_OWN(fence_ref, ref, kept);

		EXPECT(sdrm_fence_is_signaled(ref));
		EXPECT(kref_read(&ref->__sdrm_ptr->refcount) == 1);
	}
	return true;
}

/* A callback that puts the last reference, from the timer's own signalling. */
static void put_in_callback(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	dma_fence_put(fence);
}

static bool last_put_in_expiry(void)
{
	struct dma_fence_cb *cb = kzalloc(sizeof(*cb),
					  GFP_KERNEL | __GFP_NOFAIL);

	{
		SDRM_OWN(table, fix, open_table(20, 8));
		struct sdrm_fence_table *table = &fix->__sdrm_ptr->table;
		SDRM_OWN(fence, fence, sdrm_fence_create(source));
		SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(table));
		struct dma_fence *raw = dma_fence_get(__sdrm_fence_base(fence));

		EXPECT(!dma_fence_add_callback(raw, cb, put_in_callback));
		EXPECT(sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					    sdrm_fence_move(fence)) == 1);
		msleep(200);
		EXPECT(take(table, 1) == -ETIMEDOUT);
	}
	kfree(cb);
	return true;
}

static bool guard_unlocks(struct dma_resv *resv)
{
	struct drm_gem_object obj = { .resv = resv };
	struct sdrm_gem gem = { .__sdrm_ptr = &obj };

	{
		SDRM_OWN(resv, lock, sdrm_resv_lock(&gem));

		EXPECT(dma_resv_is_locked(resv));
	}
	EXPECT(!dma_resv_is_locked(resv));
	return true;
}

static bool access_conflicts(struct dma_resv *resv)
{
	struct drm_gem_object obj = { .resv = resv };
	struct sdrm_gem gem = { .__sdrm_ptr = &obj };
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(resv, lock, sdrm_resv_lock(&gem));
	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(lock));

	EXPECT(sdrm_resv_is_idle(lock, SDRM_WRITE));
	sdrm_resv_add(lock, sdrm_resv_slot_move(slot), fence, SDRM_READ);
	EXPECT(sdrm_resv_is_idle(lock, SDRM_READ));
	EXPECT(!sdrm_resv_is_idle(lock, SDRM_WRITE));
	sdrm_fence_signal(sdrm_fence_move(fence));
	EXPECT(sdrm_resv_is_idle(lock, SDRM_WRITE));
	return true;
}

static bool with_resv(bool (*test)(struct dma_resv *resv))
{
	struct dma_resv resv;
	bool passed;

	dma_resv_init(&resv);
	passed = test(&resv);
	dma_resv_fini(&resv);
	return passed;
}

static bool resv_guard_unlocks(void)
{
	return with_resv(guard_unlocks);
}

static bool resv_access_conflicts(void)
{
	return with_resv(access_conflicts);
}

#define TEST(name) { #name, name }
static const struct {
	const char *name;
	bool (*run)(void);
} tests[] = {
	TEST(drop_signals),
	TEST(move_releases_once),
	TEST(error_is_not_released),
	TEST(names_and_contexts),
	TEST(slot_gives_room_back),
	TEST(taken_once),
	TEST(ids_wrap_and_skip),
	TEST(expires_in_order),
	TEST(expiry_signals),
	TEST(oldest_expired_gives_way),
	TEST(close_signals),
	TEST(last_put_in_expiry),
	TEST(resv_guard_unlocks),
	TEST(resv_access_conflicts),
};

static int __init sdrm_unit_init(void)
{
	unsigned int i;

	source = sdrm_fence_source_create("unit", "of tests");
	if (IS_ERR(source))
		return PTR_ERR(source);

	pr_info("KTAP version 1\n");
	pr_info("1..%zu\n", ARRAY_SIZE(tests));
	for (i = 0; i < ARRAY_SIZE(tests); i++)
		pr_info("%s %u %s\n", tests[i].run() ? "ok" : "not ok", i + 1,
			tests[i].name);

	sdrm_fence_source_put(source);
	return 0;
}
module_init(sdrm_unit_init);

static void __exit sdrm_unit_exit(void)
{
}
module_exit(sdrm_unit_exit);

MODULE_DESCRIPTION("Unit tests of sdrm");
MODULE_LICENSE("GPL");
