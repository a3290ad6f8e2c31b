// SPDX-License-Identifier: GPL-2.0
/*
 * drm_file.h, managed.h and ioctl.h: an open file's data is set up and undone once,
 * and a command that fails leaves no descriptor.
 */
#include <linux/module.h>
#include "driver.h"
#include "source.h"
#include "user_memory.h"

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

static void handler_gets_its_own_file(struct kunit *test)
{
	struct drm_gem_close arg = { .handle = 40 };
	struct file *one = open_node(), *two = open_node();

	KUNIT_EXPECT_FALSE(test, IS_ERR(one) || IS_ERR(two));
	if (!IS_ERR(one) && !IS_ERR(two)) {
		KUNIT_EXPECT_EQ(test, ioctl(one, DRM_IOCTL_KUNIT_CALL, &arg), 0);
		KUNIT_EXPECT_EQ(test, ioctl(two, DRM_IOCTL_KUNIT_CALL, &arg), 0);
		KUNIT_EXPECT_EQ(test, arg.pad, 41);
		KUNIT_EXPECT_EQ(test, ioctl(one, DRM_IOCTL_KUNIT_CALL, &arg), 0);
		KUNIT_EXPECT_EQ(test, arg.pad, 42);
		KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(one)->calls), 2);
		KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(two)->calls), 1);
	}
	if (!IS_ERR(one))
		close_node(one);
	if (!IS_ERR(two))
		close_node(two);
	KUNIT_EXPECT_EQ(test, told.close, 2);
	KUNIT_EXPECT_EQ(test, told.undo, 4);
}

static void no_handler(struct kunit *test)
{
	struct file *filp = open_node();
	struct kunit_argument other = {};
	u64 arg = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	/* A gap in the table, the end of it, a command of the core's, another driver's. */
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOWR(DRM_COMMAND_BASE + 3, u64), &arg),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOWR(DRM_COMMAND_BASE + 5, u64), &arg),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_GEM_CLOSE, &arg), -EINVAL);
	KUNIT_EXPECT_EQ(test, ioctl(filp, _IOWR('k', DRM_COMMAND_BASE + 1,
						struct kunit_argument), &other),
			-ENOTTY);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 0);
	close_node(filp);
}

static int add_fence(const struct kunit_file *file, struct sdrm_fence_ref *kept)
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

/* --- commands that return a descriptor ---------------------------------------- */

/* Neither a descriptor nor a reference is left. */
static void expect_nothing(struct kunit *test, unsigned int open)
{
	KUNIT_EXPECT_EQ(test, descriptors(), open);
	expect_holders(test, told.ref, 2);
}

/* Declares @filp, an open file, and @ref, a fence that the handler puts into files. */
#define OPEN(filp, ref)							\
	struct file *filp = open_node();				\
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));				\
	SDRM_OWN(fence, ref##_fence, sdrm_fence_create(source));	\
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(ref##_fence));		\
	told.ref = ref

static void expect_file(struct kunit *test, int fd)
{
	KUNIT_EXPECT_GE(test, fd, 0);
	if (fd < 0)
		return;
	KUNIT_EXPECT_TRUE(test, closes_on_exec(fd));
	{
		SDRM_OWN(fence_ref, found, sdrm_sync_file_fence(fd));

		KUNIT_EXPECT_PTR_EQ(test, found->__sdrm_ptr, told.ref->__sdrm_ptr);
	}
	KUNIT_EXPECT_EQ(test, close_fd(fd), 0);
}

static void makes_a_file(struct kunit *test)
{
	struct kunit_argument arg = { .in = 40, .fd = -1 };
	unsigned int open = descriptors();

	OPEN(filp, ref);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_FILE, &arg), 0);
	KUNIT_EXPECT_EQ(test, arg.out, 41);
	KUNIT_EXPECT_EQ(test, descriptors(), open + 1);
	expect_file(test, arg.fd);
	expect_nothing(test, open);
	close_node(filp);
}

static void makes_a_file_for_32_bits(struct kunit *test)
{
	struct kunit_argument arg = { .in = 40, .fd = -1 };
	unsigned int open = descriptors();

	OPEN(filp, ref);
	KUNIT_EXPECT_NOT_NULL(test, filp->f_op->compat_ioctl);
	if (!filp->f_op->compat_ioctl) {
		close_node(filp);
		return;
	}
	KUNIT_EXPECT_TRUE(test, put_user_bytes(&arg, sizeof(arg)));
	KUNIT_EXPECT_EQ(test, ioctl_by(filp->f_op->compat_ioctl, filp,
				       DRM_IOCTL_KUNIT_FILE, user), 0);
	KUNIT_EXPECT_TRUE(test, get_user_bytes(&arg, sizeof(arg)));
	expect_file(test, arg.fd);
	expect_nothing(test, open);
	/* Other commands are the DRM core's, if this kernel has such processes. */
	KUNIT_EXPECT_EQ(test, ioctl_by(filp->f_op->compat_ioctl, filp,
				       DRM_IOCTL_KUNIT_CALL, user),
			IS_ENABLED(CONFIG_COMPAT) ? 0 : -ENOTTY);
	close_node(filp);
}

static void failed_handler_makes_none(struct kunit *test)
{
	struct kunit_argument arg = { .answer = -EXDEV, .fd = 77 };
	unsigned int open = descriptors();

	OPEN(filp, ref);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_FILE, &arg), -EXDEV);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	/* After an error the argument is not copied out. */
	KUNIT_EXPECT_EQ(test, arg.out, 0);
	expect_nothing(test, open);
	arg.answer = 1;
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_FILE, &arg), -EINVAL);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	expect_nothing(test, open);
	close_node(filp);
}

static void bad_address_leaves_no_file(struct kunit *test)
{
	unsigned int open = descriptors();

	OPEN(filp, ref);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, DRM_IOCTL_KUNIT_FILE, NULL), -EFAULT);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 0);
	expect_nothing(test, open);
	/* The handler created the file, but the descriptor cannot be copied out. */
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, DRM_IOCTL_KUNIT_FILE, user_read_only),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 1);
	expect_nothing(test, open);
	close_node(filp);
}

static void no_descriptor_is_left(struct kunit *test)
{
	struct kunit_argument arg = { .fd = 77 };
	unsigned int open = descriptors();

	OPEN(filp, ref);
	KUNIT_EXPECT_EQ(test, ioctl_without_descriptors(filp, DRM_IOCTL_KUNIT_FILE,
							&arg), -EMFILE);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 0);
	expect_nothing(test, open);
	/* Other commands need none. */
	KUNIT_EXPECT_EQ(test, ioctl_without_descriptors(filp, DRM_IOCTL_KUNIT_CALL,
							&arg), 0);
	close_node(filp);
}

static void only_the_master_may(struct kunit *test)
{
	struct kunit_argument arg = { .fd = -1 };
	unsigned int open = descriptors();
	struct file *second, *render;

	OPEN(filp, ref);
	second = open_node();
	render = open_render_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(second) || IS_ERR(render));
	if (!IS_ERR(second) && !IS_ERR(render)) {
		KUNIT_EXPECT_EQ(test, ioctl(second, DRM_IOCTL_KUNIT_MASTER, &arg),
				-EACCES);
		KUNIT_EXPECT_EQ(test, ioctl(render, DRM_IOCTL_KUNIT_MASTER, &arg),
				-EACCES);
		KUNIT_EXPECT_EQ(test, told.open, 3);
		expect_nothing(test, open);
		KUNIT_EXPECT_EQ(test, ioctl(render, DRM_IOCTL_KUNIT_FILE, &arg), 0);
		KUNIT_EXPECT_EQ(test, close_fd(arg.fd), 0);
	}
	/* The first one that was opened. */
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_MASTER, &arg), 0);
	KUNIT_EXPECT_EQ(test, close_fd(arg.fd), 0);
	expect_nothing(test, open);
	if (!IS_ERR(second))
		close_node(second);
	if (!IS_ERR(render))
		close_node(render);
	close_node(filp);
}

/* The argument as older and newer user space have it. */
struct kunit_newer {
	struct kunit_argument base;
	__u64 more;
};

struct kunit_great {
	struct kunit_argument base;
	__u8 more[__SDRM_IOCTL_ARG_MAX];
};

struct kunit_older {
	__u32 in;
	__u32 out;
};

#define SIZED(type) DRM_IOWR(DRM_COMMAND_BASE + 1, type)

static void argument_of_another_size(struct kunit *test)
{
	struct kunit_newer newer = { .base.fd = -1, .more = 5 };
	struct kunit_great great = { .base.fd = -1 };
	struct kunit_older older = { .in = 40 };
	unsigned int open = descriptors();

	OPEN(filp, ref);
	memset(great.more, 6, sizeof(great.more));
	KUNIT_EXPECT_EQ(test, ioctl(filp, SIZED(struct kunit_newer), &newer), 0);
	KUNIT_EXPECT_EQ(test, newer.more, 5);
	expect_file(test, newer.base.fd);
	KUNIT_EXPECT_EQ(test, ioctl(filp, SIZED(struct kunit_great), &great), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(great.more, 6, sizeof(great.more)));
	expect_file(test, great.base.fd);
	/* It has no room for the descriptor. */
	KUNIT_EXPECT_EQ(test, ioctl(filp, SIZED(struct kunit_older), &older), -EINVAL);
	KUNIT_EXPECT_EQ(test, older.out, 0);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, DRM_IO(DRM_COMMAND_BASE + 1), user),
			-EINVAL);
	expect_nothing(test, open);
	close_node(filp);
}

static int begin(struct kunit *test)
{
	return bring_up(test) ?: source_init(test);
}

static void end(struct kunit *test)
{
	source_exit(test);
	take_down(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(undone_in_reverse),
	KUNIT_CASE(failed_open_is_undone),
	KUNIT_CASE(open_file_holds_the_module),
	KUNIT_CASE(handler_gets_its_own_file),
	KUNIT_CASE(no_handler),
	KUNIT_CASE(close_ends_the_fence_table),
	KUNIT_CASE(makes_a_file),
	KUNIT_CASE(makes_a_file_for_32_bits),
	KUNIT_CASE(failed_handler_makes_none),
	KUNIT_CASE(bad_address_leaves_no_file),
	KUNIT_CASE(no_descriptor_is_left),
	KUNIT_CASE(only_the_master_may),
	KUNIT_CASE(argument_of_another_size),
	{}
};

static struct kunit_suite suite = {
	.name = "drm_file",
	.suite_init = map_user_memory,
	.suite_exit = forget_user_memory,
	.init = begin,
	.exit = end,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of drm_file.h, managed.h and ioctl.h");
MODULE_LICENSE("GPL");
