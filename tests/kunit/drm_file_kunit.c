// SPDX-License-Identifier: GPL-2.0
/* drm_file.h and ioctl.h: an open file's data is set up and undone once. */
#include <linux/module.h>
#include "driver.h"

static void undone_in_reverse(struct kunit *test)
{
	struct file *filp = open_node();

	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_EXPECT_EQ(test, told.open, 1);
	KUNIT_EXPECT_EQ(test, told.close, 0);
	KUNIT_EXPECT_EQ(test, told.undo, 0);
	close_node(filp);
	KUNIT_EXPECT_EQ(test, told.open, 1);
	KUNIT_EXPECT_EQ(test, told.close, 1);
	KUNIT_EXPECT_EQ(test, told.undo, 2);
	KUNIT_EXPECT_EQ(test, told.order, 123);
}

static void failed_open_is_undone(struct kunit *test)
{
	struct file *filp;

	told.open_error = -EXDEV;
	filp = open_node();
	KUNIT_EXPECT_PTR_EQ(test, filp, (struct file *)ERR_PTR(-EXDEV));
	flush_delayed_fput();
	KUNIT_EXPECT_EQ(test, told.open, 1);
	/* What was set up is undone, but close is not called. */
	KUNIT_EXPECT_EQ(test, told.close, 0);
	KUNIT_EXPECT_EQ(test, told.undo, 2);
	KUNIT_EXPECT_EQ(test, told.order, 23);
}

static void open_file_holds_the_module(struct kunit *test)
{
	int before = module_refcount(THIS_MODULE);
	struct file *filp = open_node();

	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before + 1);
	close_node(filp);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
}

/* What the DRM core does after it has copied the argument in. */
static int ioctl(struct file *filp, struct drm_gem_close *arg)
{
	const struct drm_ioctl_desc *desc = &ioctls[0].__sdrm_desc;

	return drm_ioctl_kernel(filp, desc->func, arg, desc->flags);
}

static void handler_gets_its_own_file(struct kunit *test)
{
	struct drm_gem_close arg = { .handle = 40 };
	struct file *one = open_node(), *two = open_node();

	KUNIT_EXPECT_FALSE(test, IS_ERR(one) || IS_ERR(two));
	if (!IS_ERR(one) && !IS_ERR(two)) {
		KUNIT_EXPECT_EQ(test, ioctl(one, &arg), 0);
		KUNIT_EXPECT_EQ(test, ioctl(two, &arg), 0);
		KUNIT_EXPECT_EQ(test, arg.pad, 41);
		KUNIT_EXPECT_EQ(test, ioctl(one, &arg), 0);
		KUNIT_EXPECT_EQ(test, arg.pad, 42);
		KUNIT_EXPECT_EQ(test, data_of(one)->calls, 2);
		KUNIT_EXPECT_EQ(test, data_of(two)->calls, 1);
	}
	if (!IS_ERR(one))
		close_node(one);
	if (!IS_ERR(two))
		close_node(two);
	KUNIT_EXPECT_EQ(test, told.close, 2);
	KUNIT_EXPECT_EQ(test, told.undo, 4);
}

static int add_fence(struct kunit_file *file, struct sdrm_fence_ref *kept)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&file->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	*kept = sdrm_fence_get(fence);
	return sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_move(fence));
}

static void close_ends_the_fence_table(struct kunit *test)
{
	struct sdrm_fence_ref kept;
	struct file *filp = open_node();
	struct dma_fence *base;

	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_EXPECT_EQ(test, add_fence(data_of(filp), &kept), 1);
	SDRM_OWN(fence_ref, ref, kept);

	base = ref->__sdrm_ptr;
	KUNIT_EXPECT_STREQ(test, base->ops->get_driver_name(base), DRIVER);
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
	close_node(filp);
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, kref_read(&base->refcount), 1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(undone_in_reverse),
	KUNIT_CASE(failed_open_is_undone),
	KUNIT_CASE(open_file_holds_the_module),
	KUNIT_CASE(handler_gets_its_own_file),
	KUNIT_CASE(close_ends_the_fence_table),
	{}
};

static struct kunit_suite suite = {
	.name = "drm_file",
	.init = bring_up,
	.exit = take_down,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of drm_file.h and ioctl.h");
MODULE_LICENSE("GPL");
