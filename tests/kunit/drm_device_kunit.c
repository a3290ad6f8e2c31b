// SPDX-License-Identifier: GPL-2.0
/*
 * drm_device.h and driver.h: registering succeeds completely or leaves nothing behind,
 * and a device lives until its last reference is put.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/workqueue.h>
#include "driver.h"
#include "log.h"
#include "user_memory.h"

static int init(struct kunit *test)
{
	forget();
	return 0;
}

/* The name can be registered again, so nothing is left of the first attempt. */
static void expect_nothing_left(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, told.device_freed, told.init);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER ".1"));
	forget();
	KUNIT_EXPECT_EQ(test, register_devices(1), 0);
	take_down(test);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
}

static void up_and_down(struct kunit *test)
{
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_devices(1), 0);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER));
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		close_node(filp);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	KUNIT_EXPECT_EQ(test, told.device_freed, 0);

	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	KUNIT_EXPECT_EQ(test, told.device_freed, 1);
	expect_nothing_left(test);
}

static void init_fails(struct kunit *test)
{
	told.init_error = -EXDEV;
	KUNIT_EXPECT_EQ(test, register_devices(1), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	expect_nothing_left(test);
}

static void exit_is_optional(struct kunit *test)
{
	description.exit = NULL;
	KUNIT_ASSERT_EQ(test, register_devices(1), 0);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	expect_nothing_left(test);
}

static void name_taken(struct kunit *test)
{
	{
		SDRM_OWN(platform, platform, sdrm_platform_register(DRIVER));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
		KUNIT_EXPECT_EQ(test, register_devices(1), NAME_TAKEN);
		KUNIT_EXPECT_EQ(test, told.init, 0);
		/* The existing device is not unregistered with it. */
		KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER));
	}
	expect_nothing_left(test);
}

static void plain_device_has_no_fences(struct kunit *test)
{
	struct file *filp;

	description.timeline = NULL;
	description.init = NULL;
	description.exit = NULL;
	KUNIT_ASSERT_EQ(test, register_devices(1), 0);
	KUNIT_EXPECT_EQ(test, told.init, 0);
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp)) {
		KUNIT_EXPECT_NULL(test,
				  sdrm_file_fence_source(&data_of(filp)->base));
		close_node(filp);
	}
	unregister_devices();
	expect_nothing_left(test);
}

static void rest_is_optional(struct kunit *test)
{
	const struct kunit_driver least = {
		.name = DRIVER,
		.desc = "KUnit",
		.date = "20260101",
		.gem = &sdrm_gem_shmem,
	};
	struct file *filp;

	memcpy(&description, &least, sizeof(description));
	KUNIT_ASSERT_EQ(test, register_devices(1), 0);
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		close_node(filp);
	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.init + told.exit + told.open + told.close, 0);
	expect_nothing_left(test);
}

static void expect_refused(struct kunit *test, const char *what)
{
	char text[64];

	snprintf(text, sizeof(text), "%s: the driver's description has no %s\n",
		 KBUILD_MODNAME, what);
	KUNIT_EXPECT_FALSE(test, log_says(text));
	KUNIT_EXPECT_EQ(test, register_devices(1), -EINVAL);
	KUNIT_EXPECT_TRUE(test, log_says(text));
	KUNIT_EXPECT_EQ(test, told.init, 0);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
	take_down(test);
	forget();
}

static void incomplete_is_refused(struct kunit *test)
{
	description.name = NULL;
	expect_refused(test, "name");
	description.desc = NULL;
	expect_refused(test, "desc");
	description.date = NULL;
	expect_refused(test, "date");
	description.gem = NULL;
	expect_refused(test, "gem");
	expect_nothing_left(test);
}

/* Register while an allocation fails; false if there were too few to fail. */
static bool register_and_fail(struct kunit *test)
{
	int ret = register_devices(1);
	bool failed = !fails_in();

	fail_nth(0);
	/* Some failures are tolerated, of a uevent for example. */
	take_down(test);
	KUNIT_EXPECT_TRUE(test, !ret || (failed && ret == -ENOMEM));
	KUNIT_EXPECT_EQ(test, told.exit, told.init);
	KUNIT_EXPECT_EQ(test, told.device_freed, told.init);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
	return failed;
}

static void each_allocation_after_init_fails(struct kunit *test)
{
	unsigned int nth = 0;

	need_failslab(test);
	do {
		forget();
		told.fail_at_init = ++nth;
	} while (register_and_fail(test));
	/* If none failed, failslab's ignore-gfp-wait still exempts GFP_KERNEL. */
	KUNIT_EXPECT_GT(test, nth, 10);
	kunit_info(test, "%u allocations failed in turn\n", nth - 1);
	expect_nothing_left(test);
}

/* --- several devices ----------------------------------------------------------- */

static const char *parent_of(unsigned int number)
{
	return dev_name(drm_device(number)->dev);
}

static void several_devices(struct kunit *test)
{
	struct file *filp[DEVICES_MAX];
	unsigned int i;

	KUNIT_ASSERT_EQ(test, register_devices(DEVICES_MAX), 0);
	KUNIT_EXPECT_EQ(test, told.init, DEVICES_MAX);
	KUNIT_EXPECT_STREQ(test, parent_of(0), DRIVER);
	KUNIT_EXPECT_STREQ(test, parent_of(1), DRIVER ".1");
	KUNIT_EXPECT_STREQ(test, parent_of(2), DRIVER ".2");
	for (i = 0; i < DEVICES_MAX; i++) {
		filp[i] = open_node_of(i);
		KUNIT_EXPECT_FALSE(test, IS_ERR(filp[i]));
		if (IS_ERR(filp[i]))
			continue;
		/* Each has its own data, and its files belong to it. */
		KUNIT_EXPECT_PTR_EQ(test, drm_device(i),
				    ((struct drm_file *)filp[i]->private_data)->minor->dev);
		SDRM_LOCKED(state, device(i), state);
		KUNIT_EXPECT_EQ(test, state->value, 0);
		state->value = i + 1;
	}
	for (i = 0; i < DEVICES_MAX; i++) {
		if (!IS_ERR(filp[i]))
			close_node(filp[i]);
	}
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.exit, DEVICES_MAX);
	expect_nothing_left(test);
}

static void second_name_is_taken(struct kunit *test)
{
	{
		SDRM_OWN(platform, platform, sdrm_platform_register(DRIVER ".1"));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
		KUNIT_EXPECT_EQ(test, register_devices(2), NAME_TAKEN);
		KUNIT_EXPECT_EQ(test, told.init, 1);
		KUNIT_EXPECT_EQ(test, told.exit, 1);
		KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
		KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER ".1"));
	}
	expect_nothing_left(test);
}

static void second_init_fails(struct kunit *test)
{
	told.init_error = -EXDEV;
	told.failing_init = 2;
	KUNIT_EXPECT_EQ(test, register_devices(2), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.init, 2);
	/* Of the first device alone. */
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

/* --- the last reference ---------------------------------------------------------- */

/*
 * A reference, or an open file, that a worker lets go when all is done that does not
 * depend on it.
 */
static struct {
	struct work_struct work;
	struct drm_device *drm;
	struct file *filp;
	unsigned int exit_before, close_before;
	bool done;
} late;

static void let_go(struct work_struct *work)
{
	unsigned int tries;

	/* The parent goes last, after the nodes. */
	for (tries = 0; tries < 1000 && platform_device_exists(DRIVER); tries++)
		msleep(10);
	msleep(50);
	late.exit_before = told.exit;
	late.close_before = told.close;
	late.done = true;
	if (late.filp)
		close_node(late.filp);
	else
		drm_dev_put(late.drm);
}

static void let_go_later(struct drm_device *drm, struct file *filp)
{
	memset(&late, 0, sizeof(late));
	late.drm = drm;
	late.filp = filp;
	INIT_WORK(&late.work, let_go);
	schedule_work(&late.work);
}

static void unregistering_waits_for_references(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, register_devices(2), 0);
	/* Of the first one, which is unregistered last. */
	drm_dev_get(drm_device(0));
	let_go_later(drm_device(0), NULL);
	unregister_devices();
	KUNIT_EXPECT_TRUE(test, late.done);
	/* The other device was released before. */
	KUNIT_EXPECT_EQ(test, late.exit_before, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 2);
	flush_work(&late.work);
	expect_nothing_left(test);
}

static void unregistering_waits_for_files(struct kunit *test)
{
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_devices(1), 0);
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		let_go_later(NULL, filp);
	unregister_devices();
	if (!IS_ERR(filp)) {
		KUNIT_EXPECT_TRUE(test, late.done);
		KUNIT_EXPECT_EQ(test, late.close_before, 0);
		KUNIT_EXPECT_EQ(test, late.exit_before, 0);
		flush_work(&late.work);
	}
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

/* --- unplug ------------------------------------------------------------------------ */

/* Declares @filp, open on a device; closed by close_and_unregister(). */
#define OPEN(filp)							\
	struct file *filp;						\
	KUNIT_ASSERT_EQ(test, register_devices(1), 0);			\
	filp = open_node();						\
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp))

static void close_and_unregister(struct kunit *test, struct file *filp)
{
	KUNIT_EXPECT_EQ(test, told.close, 0);
	close_node(filp);
	KUNIT_EXPECT_EQ(test, told.close, 1);
	KUNIT_EXPECT_EQ(test, told.undo, 2);
	/* The parent's, until the module goes. */
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

static void expect_unplugged(struct kunit *test, struct file *filp, int card)
{
	struct drm_gem_close arg = {};
	struct kunit_argument file = {};
	unsigned int open = descriptors();
	struct file *again = open_index("card", card);

	KUNIT_EXPECT_PTR_EQ(test, again, (struct file *)ERR_PTR(-ENOENT));
	if (!IS_ERR(again))
		close_node(again);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_CALL, &arg), -ENODEV);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_FILE, &file), -ENODEV);
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_UNPLUG, &file.in), -ENODEV);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 0);
	KUNIT_EXPECT_EQ(test, descriptors(), open);
}

static void unplugged_stays_open(struct kunit *test)
{
	int card;

	OPEN(filp);
	card = drm_device(0)->primary->index;
	sdrm_device_unplug(&device(0)->base);
	expect_unplugged(test, filp, card);
	/* Does nothing. */
	sdrm_device_unplug(&device(0)->base);
	close_and_unregister(test, filp);
}

static void unplugged_by_its_own_ioctl(struct kunit *test)
{
	int card;
	u32 arg = 0;

	OPEN(filp);
	card = drm_device(0)->primary->index;
	KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_UNPLUG, &arg), 0);
	expect_unplugged(test, filp, card);
	close_and_unregister(test, filp);
}

static void other_devices_stay(struct kunit *test)
{
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_devices(2), 0);
	sdrm_device_unplug(&device(0)->base);
	filp = open_node_of(1);
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp)) {
		struct drm_gem_close arg = { .handle = 40 };

		KUNIT_EXPECT_EQ(test, ioctl(filp, DRM_IOCTL_KUNIT_CALL, &arg), 0);
		KUNIT_EXPECT_EQ(test, arg.pad, 41);
		close_node(filp);
	}
	unregister_devices();
	KUNIT_EXPECT_EQ(test, told.exit, 2);
	expect_nothing_left(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(up_and_down),
	KUNIT_CASE(init_fails),
	KUNIT_CASE(exit_is_optional),
	KUNIT_CASE(name_taken),
	KUNIT_CASE(plain_device_has_no_fences),
	KUNIT_CASE(rest_is_optional),
	KUNIT_CASE(incomplete_is_refused),
	KUNIT_CASE(each_allocation_after_init_fails),
	KUNIT_CASE(several_devices),
	KUNIT_CASE(second_name_is_taken),
	KUNIT_CASE(second_init_fails),
	KUNIT_CASE(unregistering_waits_for_references),
	KUNIT_CASE(unregistering_waits_for_files),
	KUNIT_CASE(unplugged_stays_open),
	KUNIT_CASE(unplugged_by_its_own_ioctl),
	KUNIT_CASE(other_devices_stay),
	{}
};

static struct kunit_suite suite = {
	.name = "drm_device",
	.suite_init = map_user_memory,
	.suite_exit = forget_user_memory,
	.init = init,
	.exit = take_down,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of drm_device.h and driver.h");
MODULE_LICENSE("GPL");
