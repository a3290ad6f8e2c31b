// SPDX-License-Identifier: GPL-2.0
/* gem_obj.h: a lookup keeps the buffer alive even if its handle is closed. */
#include <linux/module.h>
#include <drm/drm_gem_shmem_helper.h>
#include "driver.h"

/* A file with one buffer in it. */
static struct file *filp;
static u32 handle;

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

static int create_buffer(void)
{
	struct drm_device *drm = drm_file()->minor->dev;
	struct drm_mode_create_dumb args = {
		.width = 64, .height = 64, .bpp = 32,
	};
	int ret = drm->driver->dumb_create(drm_file(), drm, &args);

	handle = args.handle;
	return ret;
}

static int init(struct kunit *test)
{
	int ret = bring_up(test);

	filp = ret ? ERR_PTR(ret) : open_node();
	return PTR_ERR_OR_ZERO(filp) ?: create_buffer();
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
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handle));

	if (sdrm_is_err(bo)) {
		KUNIT_FAIL(test, "no buffer");
		return;
	}
	KUNIT_EXPECT_EQ(test, holders(bo), 2);
	{
		SDRM_OWN(gem, again, sdrm_gem_lookup(sdrm_file(), handle));
		SDRM_OWN(gem, moved, sdrm_gem_move(again));

		KUNIT_EXPECT_PTR_EQ(test, moved->__sdrm_ptr, bo->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(bo), 3);
	}
	KUNIT_EXPECT_EQ(test, holders(bo), 2);
}

static void no_such_handle(struct kunit *test)
{
	SDRM_OWN(gem, none, sdrm_gem_lookup(sdrm_file(), handle + 1));
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
		SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handle));

		if (sdrm_is_err(bo)) {
			KUNIT_FAIL(test, "no buffer");
			return;
		}
		its_funcs = bo->__sdrm_ptr->funcs;
		counting_funcs = *its_funcs;
		counting_funcs.free = count_free;
		bo->__sdrm_ptr->funcs = &counting_funcs;

		KUNIT_EXPECT_EQ(test, drm_gem_handle_delete(drm_file(), handle), 0);
		KUNIT_EXPECT_EQ(test, freed, 0);
		KUNIT_EXPECT_EQ(test, holders(bo), 1);
		SDRM_OWN(gem, gone, sdrm_gem_lookup(sdrm_file(), handle));

		KUNIT_EXPECT_TRUE(test, sdrm_is_err(gone));
	}
	KUNIT_EXPECT_EQ(test, freed, 1);
}

static void mapped_write_combined(struct kunit *test)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(sdrm_file(), handle));

	if (sdrm_is_err(bo)) {
		KUNIT_FAIL(test, "no buffer");
		return;
	}
	KUNIT_EXPECT_TRUE(test, to_drm_gem_shmem_obj(bo->__sdrm_ptr)->map_wc);
	KUNIT_EXPECT_EQ(test, bo->__sdrm_ptr->size, 64 * 64 * 4);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(looked_up_is_held),
	KUNIT_CASE(no_such_handle),
	KUNIT_CASE(outlives_its_handle),
	KUNIT_CASE(mapped_write_combined),
	{}
};

static struct kunit_suite suite = {
	.name = "gem_obj",
	.init = init,
	.exit = cleanup,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of gem_obj.h");
MODULE_LICENSE("GPL");
