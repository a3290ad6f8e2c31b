// SPDX-License-Identifier: GPL-2.0
/*
 * gem_obj.h: a lookup keeps buffers alive even if their handles are closed, and one
 * that fails keeps none.
 */
#include <linux/module.h>
#include <drm/drm_gem_shmem_helper.h>
#include "driver.h"
#include "internal.h"
#include "user_memory.h"

/* A file with some buffers in it. */
static struct file *filp;
static u32 handles[3];

/* The buffer's funcs, with a .free that counts. */
static const struct drm_gem_object_funcs *its_funcs;
static struct drm_gem_object_funcs counting_funcs;
static unsigned int freed;

static void count_free(struct drm_gem_object *obj)
{
	freed++;
	its_funcs->free(obj);
}

static struct drm_file *drm_file(void)
{
	return filp->private_data;
}

static const struct sdrm_file *sdrm_file(void)
{
	return &data_of(filp)->base;
}

static int create_buffer(u32 *handle_of_it)
{
	struct drm_device *drm = drm_file()->minor->dev;
	struct drm_mode_create_dumb args = {
		.width = 64, .height = 64, .bpp = 32,
	};
	int ret = drm->driver->dumb_create(drm_file(), drm, &args);

	*handle_of_it = args.handle;
	return ret;
}

static int init(struct kunit *test)
{
	int ret = bring_up(test);
	unsigned int i;

	filp = ret ? ERR_PTR(ret) : open_node();
	ret = PTR_ERR_OR_ZERO(filp);
	for (i = 0; i < ARRAY_SIZE(handles) && !ret; i++)
		ret = create_buffer(&handles[i]);
	return ret;
}

static void cleanup(struct kunit *test)
{
	if (!IS_ERR(filp))
		close_node(filp);
	take_down(test);
}

/* Number of references to the buffer, including the caller's. */
static unsigned int holders(const struct sdrm_gem *gem)
{
	return kref_read(&gem->__sdrm_ptr->refcount);
}

static void looked_up_is_held(struct kunit *test)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handles[0]));

	if (sdrm_is_err(bo)) {
		KUNIT_FAIL(test, "no buffer");
		return;
	}
	KUNIT_EXPECT_EQ(test, holders(bo), 2);
	{
		SDRM_OWN(gem, again, sdrm_gem_lookup(sdrm_file(), handles[0]));
		SDRM_OWN(gem, moved, sdrm_gem_move(again));

		KUNIT_EXPECT_PTR_EQ(test, moved->__sdrm_ptr, bo->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(bo), 3);
	}
	KUNIT_EXPECT_EQ(test, holders(bo), 2);
}

static void no_such_handle(struct kunit *test)
{
	SDRM_OWN(gem, none, sdrm_gem_lookup(sdrm_file(), handles[2] + 1));
	SDRM_OWN(gem, zero, sdrm_gem_lookup(sdrm_file(), 0));

	KUNIT_EXPECT_TRUE(test, sdrm_is_err(none));
	KUNIT_EXPECT_EQ(test, sdrm_err(none), -ENOENT);
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(zero));
	KUNIT_EXPECT_EQ(test, sdrm_err(zero), -ENOENT);
}

static void outlives_its_handle(struct kunit *test)
{
	freed = 0;
	{
		SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handles[0]));

		if (sdrm_is_err(bo)) {
			KUNIT_FAIL(test, "no buffer");
			return;
		}
		its_funcs = bo->__sdrm_ptr->funcs;
		counting_funcs = *its_funcs;
		counting_funcs.free = count_free;
		bo->__sdrm_ptr->funcs = &counting_funcs;

		KUNIT_EXPECT_EQ(test, drm_gem_handle_delete(drm_file(), handles[0]), 0);
		KUNIT_EXPECT_EQ(test, freed, 0);
		KUNIT_EXPECT_EQ(test, holders(bo), 1);
		SDRM_OWN(gem, gone, sdrm_gem_lookup(sdrm_file(), handles[0]));

		KUNIT_EXPECT_TRUE(test, sdrm_is_err(gone));
	}
	KUNIT_EXPECT_EQ(test, freed, 1);
}

static void mapped_write_combined(struct kunit *test)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handles[0]));

	if (sdrm_is_err(bo)) {
		KUNIT_FAIL(test, "no buffer");
		return;
	}
	KUNIT_EXPECT_TRUE(test, to_drm_gem_shmem_obj(bo->__sdrm_ptr)->map_wc);
	KUNIT_EXPECT_EQ(test, bo->__sdrm_ptr->size, 64 * 64 * 4);
}

static void mapped_by_default(struct kunit *test)
{
	close_node(filp);
	take_down(test);
	description.gem = &sdrm_gem_shmem;
	filp = ERR_PTR(register_devices(1));
	if (!IS_ERR(filp))
		filp = open_node();
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_ASSERT_EQ(test, create_buffer(&handles[0]), 0);
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handles[0]));

	KUNIT_ASSERT_FALSE(test, sdrm_is_err(bo));
	KUNIT_EXPECT_FALSE(test, to_drm_gem_shmem_obj(bo->__sdrm_ptr)->map_wc);
}

/* --- lists ------------------------------------------------------------------------ */

/* Number of references to a buffer, without the one that this takes. */
static unsigned int held(u32 handle_of_it)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handle_of_it));

	return sdrm_is_err(bo) ? 0 : holders(bo) - 1;
}

/* The room in the array is the limit. */
static int lookup_in_three(u32 count)
{
	SDRM_OWN(gem_list, list, sdrm_gem_list_lookup(sdrm_file(), handles, count));

	return sdrm_is_err(list) ? sdrm_err(list) : 0;
}

/* The handles alone hold the buffers. */
static void expect_not_held(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(handles); i++)
		KUNIT_EXPECT_EQ(test, held(handles[i]), 1);
}

static void list_holds_all(struct kunit *test)
{
	const u32 all[] = { handles[2], handles[0], handles[2], handles[1] };
	unsigned int i;

	{
		SDRM_OWN(gem_list, list,
			 __sdrm_gem_list_lookup(sdrm_file(), all, ARRAY_SIZE(all),
					      ARRAY_SIZE(all)));
		SDRM_OWN(gem_list, moved, sdrm_gem_list_move(list));
		const struct sdrm_gem_set *set = moved->__sdrm_ptr;

		KUNIT_ASSERT_FALSE(test, sdrm_is_err(moved));
		KUNIT_EXPECT_EQ(test, set->count, ARRAY_SIZE(all));
		/* In their order. */
		for (i = 0; i < ARRAY_SIZE(all); i++) {
			SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), all[i]));

			KUNIT_EXPECT_PTR_EQ(test, set->entries[i].obj, bo->__sdrm_ptr);
		}
		KUNIT_EXPECT_EQ(test, held(handles[0]), 2);
		KUNIT_EXPECT_EQ(test, held(handles[1]), 2);
		KUNIT_EXPECT_EQ(test, held(handles[2]), 3);
		/* Without its handle, one of them is there nevertheless. */
		KUNIT_EXPECT_EQ(test, drm_gem_handle_delete(drm_file(), handles[1]), 0);
		KUNIT_EXPECT_EQ(test, kref_read(&set->entries[3].obj->refcount), 1);
	}
	KUNIT_EXPECT_EQ(test, held(handles[0]), 1);
	KUNIT_EXPECT_EQ(test, held(handles[1]), 0);
	KUNIT_EXPECT_EQ(test, held(handles[2]), 1);
}

static int lookup_error(const u32 *list_of, u32 count, u32 max)
{
	SDRM_OWN(gem_list, list,
		 __sdrm_gem_list_lookup(sdrm_file(), list_of, count, max));

	return sdrm_is_err(list) ? sdrm_err(list) : 0;
}

static void failed_list_holds_none(struct kunit *test)
{
	const u32 wrong[] = { handles[0], handles[1], handles[2] + 1, handles[2] };

	KUNIT_EXPECT_EQ(test, lookup_error(wrong, 4, 4), -ENOENT);
	expect_not_held(test);
	KUNIT_EXPECT_EQ(test, lookup_error(wrong, 2, 2), 0);
	KUNIT_EXPECT_EQ(test, lookup_error(wrong, 0, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, lookup_error(wrong, 3, 2), -EINVAL);
	KUNIT_EXPECT_EQ(test, lookup_error(wrong, U32_MAX, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, lookup_in_three(3), 0);
	KUNIT_EXPECT_EQ(test, lookup_in_three(4), -EINVAL);
	/* Without a warning: @max may be anything. */
	KUNIT_EXPECT_EQ(test, lookup_error(wrong, U32_MAX, U32_MAX), -ENOMEM);
	expect_not_held(test);
}

static void list_needs_memory(struct kunit *test)
{
	int ret;

	need_failslab(test);
	fail_nth(1);
	ret = lookup_error(handles, 3, 3);
	fail_nth(0);
	KUNIT_EXPECT_EQ(test, ret, -ENOMEM);
	expect_not_held(test);
}

static int user_lookup_error(u64 address, u32 count, u32 max)
{
	int ret = 0;

	kthread_use_mm(mm);
	{
		SDRM_OWN(gem_list, list,
			 __sdrm_gem_list_lookup_user(sdrm_file(), address, count, max));

		if (sdrm_is_err(list))
			ret = sdrm_err(list);
		else if (list->__sdrm_ptr->count != count)
			ret = -EUCLEAN;
	}
	kthread_unuse_mm(mm);
	return ret;
}

static void list_from_user_memory(struct kunit *test)
{
	/* Its end is the end of the page, and nothing is mapped behind that. */
	const size_t at = PAGE_SIZE - sizeof(handles);
	u64 address = (unsigned long)user + at;
	unsigned long left;

	kthread_use_mm(mm);
	left = copy_to_user(user + at, handles, sizeof(handles));
	kthread_unuse_mm(mm);
	KUNIT_ASSERT_EQ(test, left, 0);
	KUNIT_EXPECT_EQ(test, user_lookup_error(address, 3, 3), 0);
	expect_not_held(test);
	KUNIT_EXPECT_EQ(test, user_lookup_error(address, 4, 4), -EFAULT);
	expect_not_held(test);
	KUNIT_EXPECT_EQ(test, user_lookup_error(0, 1, 4), -EFAULT);
	KUNIT_EXPECT_EQ(test, user_lookup_error(U64_MAX - 3, 4, 4), -EFAULT);
	KUNIT_EXPECT_EQ(test, user_lookup_error(address, 0, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, user_lookup_error(address, 3, 2), -EINVAL);
	expect_not_held(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(looked_up_is_held),
	KUNIT_CASE(no_such_handle),
	KUNIT_CASE(outlives_its_handle),
	KUNIT_CASE(mapped_write_combined),
	KUNIT_CASE(mapped_by_default),
	KUNIT_CASE(list_holds_all),
	KUNIT_CASE(failed_list_holds_none),
	KUNIT_CASE(list_needs_memory),
	KUNIT_CASE(list_from_user_memory),
	{}
};

static struct kunit_suite suite = {
	.name = "gem_obj",
	.suite_init = map_user_memory,
	.suite_exit = forget_user_memory,
	.init = init,
	.exit = cleanup,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of gem_obj.h");
MODULE_LICENSE("GPL");
