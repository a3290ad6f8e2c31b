// SPDX-License-Identifier: GPL-2.0
/* sync_file.h: a file holds its fence until it is closed. */
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/module.h>
#include <linux/sync_file.h>
#include <sdrm/sync_file.h>
#include "faults.h"
#include "source.h"
#include "user_path.h"

static void holds_its_fence(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	{
		SDRM_OWN(sync_file, file, sdrm_sync_file_create(ref));

		KUNIT_ASSERT_FALSE(test, sdrm_is_err(file));
		KUNIT_EXPECT_EQ(test, holders(ref), 3);
		KUNIT_EXPECT_PTR_EQ(test, file->__sdrm_ptr->fence, ref->__sdrm_ptr);
	}
	KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
	/* Closing the file does not signal its fence. */
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
}

static void moved_is_closed_once(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	{
		SDRM_OWN(sync_file, file, sdrm_sync_file_create(ref));

		KUNIT_ASSERT_FALSE(test, sdrm_is_err(file));
		{
			SDRM_OWN(sync_file, moved, sdrm_sync_file_move(file));
		}
		KUNIT_EXPECT_EQ(test, sdrm_err(file), -ESTALE);
		KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
	}
	KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
}

static void error_is_handed_on(struct kunit *test)
{
	SDRM_OWN(fence_ref, none, sdrm_sync_file_fence(-1));
	SDRM_OWN(sync_file, file, sdrm_sync_file_create(none));

	KUNIT_EXPECT_TRUE(test, sdrm_is_err(none));
	KUNIT_EXPECT_EQ(test, sdrm_err(none), -EINVAL);
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(file));
	KUNIT_EXPECT_EQ(test, sdrm_err(file), -EINVAL);
}

static void no_memory(struct kunit *test)
{
	unsigned int nth, failed = 0;

	need_failslab(test);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	/* Each of its allocations in turn. */
	for (nth = 1; nth < 100; nth++) {
		fail_nth(nth);
		SDRM_OWN(sync_file, file, sdrm_sync_file_create(ref));
		bool all = fails_in();

		fail_nth(0);
		if (all)
			break;
		if (sdrm_is_err(file)) {
			KUNIT_EXPECT_EQ(test, sdrm_err(file), -ENOMEM);
			/* Not counting the file of the previous try. */
			KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
			failed++;
		}
	}
	KUNIT_EXPECT_GT(test, failed, 1);
	KUNIT_EXPECT_LT(test, nth, 100);
	KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
}

/* The file of a descriptor in the fd table of this thread. */
static void fence_of_a_descriptor(struct kunit *test)
{
	int fd = get_unused_fd_flags(O_CLOEXEC);

	KUNIT_ASSERT_GE(test, fd, 0);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	SDRM_OWN(sync_file, file, sdrm_sync_file_create(ref));

	/* Reserved, without a file. */
	SDRM_OWN(fence_ref, early, sdrm_sync_file_fence(fd));
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(early));
	KUNIT_ASSERT_FALSE(test, sdrm_is_err(file));
	struct sdrm_sync_file published = sdrm_sync_file_move(file);

	fd_install(fd, published.__sdrm_ptr->file);
	{
		SDRM_OWN(fence_ref, found, sdrm_sync_file_fence(fd));

		KUNIT_ASSERT_FALSE(test, sdrm_is_err(found));
		KUNIT_EXPECT_PTR_EQ(test, found->__sdrm_ptr, ref->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(ref), 4);
	}
	KUNIT_EXPECT_EQ(test, holders(ref), 3);
	KUNIT_EXPECT_EQ(test, close_fd(fd), 0);
	KUNIT_EXPECT_EQ(test, holders_left(ref, 2), 2);
	SDRM_OWN(fence_ref, late, sdrm_sync_file_fence(fd));
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(late));
	KUNIT_EXPECT_EQ(test, sdrm_err(late), -EINVAL);
}

static void other_files_have_no_fence(struct kunit *test)
{
	struct file *null = open_user_path("/dev/null", O_RDWR);
	int fd = get_unused_fd_flags(O_CLOEXEC);

	KUNIT_ASSERT_FALSE(test, IS_ERR(null));
	KUNIT_ASSERT_GE(test, fd, 0);
	fd_install(fd, null);
	{
		SDRM_OWN(fence_ref, ref, sdrm_sync_file_fence(fd));

		KUNIT_EXPECT_TRUE(test, sdrm_is_err(ref));
		KUNIT_EXPECT_EQ(test, sdrm_err(ref), -EINVAL);
	}
	KUNIT_EXPECT_EQ(test, close_fd(fd), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(holds_its_fence),
	KUNIT_CASE(moved_is_closed_once),
	KUNIT_CASE(error_is_handed_on),
	KUNIT_CASE(no_memory),
	KUNIT_CASE(fence_of_a_descriptor),
	KUNIT_CASE(other_files_have_no_fence),
	{}
};

static struct kunit_suite suite = {
	.name = "sync_file",
	.init = source_init,
	.exit = source_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of sync_file.h");
MODULE_LICENSE("GPL");
