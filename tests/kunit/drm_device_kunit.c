// SPDX-License-Identifier: GPL-2.0
/* drm_device.h: registering succeeds completely or leaves nothing behind. */
#include <linux/module.h>
#include "driver.h"

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
	forget();
	KUNIT_EXPECT_EQ(test, register_driver(&driver), 0);
	take_down(test);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
}

static void up_and_down(struct kunit *test)
{
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_driver(&driver), 0);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER));
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		close_node(filp);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	KUNIT_EXPECT_EQ(test, told.device_freed, 0);

	sdrm_driver_unregister(&registration);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	KUNIT_EXPECT_EQ(test, told.device_freed, 1);
	expect_nothing_left(test);
}

static void init_fails(struct kunit *test)
{
	told.init_error = -EXDEV;
	KUNIT_EXPECT_EQ(test, register_driver(&driver), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	expect_nothing_left(test);
}

/* A device type without the optional callback. */
struct bare_device {
	struct sdrm_device base;
};

static int bare_init(struct bare_device *dev)
{
	return device_init(container_of(&dev->base, struct kunit_device, base));
}

SDRM_DEVICE_TYPE(bare_device, bare_init);

static void exit_is_optional(struct kunit *test)
{
	struct sdrm_driver bare = driver;

	bare.device = &bare_device_type;
	KUNIT_ASSERT_EQ(test, register_driver(&bare), 0);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	sdrm_driver_unregister(&registration);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	expect_nothing_left(test);
}

static void handlers_without_file_data(struct kunit *test)
{
	struct sdrm_driver bad = driver;

	bad.file = NULL;
	KUNIT_EXPECT_EQ(test, register_driver(&bad), -EINVAL);
	take_down(test);
	KUNIT_EXPECT_EQ(test, told.init, 0);
	expect_nothing_left(test);
}

static void name_taken(struct kunit *test)
{
	{
		SDRM_OWN(platform, platform, sdrm_platform_register(DRIVER));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
		KUNIT_EXPECT_EQ(test, register_driver(&driver), NAME_TAKEN);
		KUNIT_EXPECT_EQ(test, told.init, 0);
		/* The existing device is not unregistered with it. */
		KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER));
	}
	expect_nothing_left(test);
}

static void plain_device_has_no_fences(struct kunit *test)
{
	struct sdrm_driver plain = driver;
	struct file *filp;

	plain.device = NULL;
	plain.timeline = NULL;
	KUNIT_ASSERT_EQ(test, register_driver(&plain), 0);
	KUNIT_EXPECT_EQ(test, told.init, 0);
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp)) {
		KUNIT_EXPECT_NULL(test,
				  sdrm_file_fence_source(&data_of(filp)->base));
		close_node(filp);
	}
	sdrm_driver_unregister(&registration);
	expect_nothing_left(test);
}

static void all_but_names_is_optional(struct kunit *test)
{
	const struct sdrm_driver least = {
		.name = DRIVER,
		.desc = "KUnit",
		.date = "20260101",
	};
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_driver(&least), 0);
	filp = open_node();
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		close_node(filp);
	sdrm_driver_unregister(&registration);
	expect_nothing_left(test);
}

/* Register while an allocation fails; false if there were too few to fail. */
static bool register_and_fail(struct kunit *test)
{
	int ret = register_driver(&driver);
	bool failed = !fails_in();

	fail_nth(0);
	/* Some failures are tolerated, of a uevent for example. */
	if (!ret)
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

static struct kunit_case cases[] = {
	KUNIT_CASE(up_and_down),
	KUNIT_CASE(init_fails),
	KUNIT_CASE(exit_is_optional),
	KUNIT_CASE(handlers_without_file_data),
	KUNIT_CASE(name_taken),
	KUNIT_CASE(plain_device_has_no_fences),
	KUNIT_CASE(all_but_names_is_optional),
	KUNIT_CASE(each_allocation_after_init_fails),
	{}
};

static struct kunit_suite suite = {
	.name = "drm_device",
	.init = init,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of drm_device.h");
MODULE_LICENSE("GPL");
