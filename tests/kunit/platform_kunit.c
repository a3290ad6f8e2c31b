// SPDX-License-Identifier: GPL-2.0
/* platform.h: the device is registered exactly as long as it is owned. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <sdrm/platform.h>
#include "faults.h"
#include "platform_device.h"

#define NAME "sdrm-kunit-platform"

static void unregistered_at_scope_end(struct kunit *test)
{
	{
		SDRM_OWN(platform, platform, sdrm_platform_register(NAME));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
		KUNIT_EXPECT_STREQ(test, NAME,
				   dev_name(sdrm_platform_device(platform)));
		KUNIT_EXPECT_TRUE(test, platform_device_exists(NAME));
	}
	KUNIT_EXPECT_FALSE(test, platform_device_exists(NAME));
}

static void unregister_consumes(struct kunit *test)
{
	SDRM_OWN(platform, platform, sdrm_platform_register(NAME));

	KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
	sdrm_platform_unregister(sdrm_platform_move(platform));
	KUNIT_EXPECT_EQ(test, sdrm_err(platform), -ESTALE);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(NAME));
}

static void moved_unregisters_once(struct kunit *test)
{
	SDRM_OWN(platform, platform, sdrm_platform_register(NAME));

	{
		SDRM_OWN(platform, moved, sdrm_platform_move(platform));

		KUNIT_EXPECT_TRUE(test, platform_device_exists(NAME));
	}
	KUNIT_EXPECT_FALSE(test, platform_device_exists(NAME));
}

static void name_taken(struct kunit *test)
{
	SDRM_OWN(platform, first, sdrm_platform_register(NAME));

	{
		SDRM_OWN(platform, second, sdrm_platform_register(NAME));

		KUNIT_EXPECT_TRUE(test, sdrm_is_err(second));
		KUNIT_EXPECT_EQ(test, sdrm_err(second), NAME_TAKEN);
		/* Does nothing, as does the end of the scope. */
		sdrm_platform_unregister(sdrm_platform_move(second));
	}
	KUNIT_EXPECT_TRUE(test, platform_device_exists(NAME));
}

static int probe(struct platform_device *pdev)
{
	return 0;
}

/* Not even a driver of that name is bound to it. */
static void stays_without_a_driver(struct kunit *test)
{
	static struct platform_driver driver = {
		.probe = probe,
		.driver = { .name = NAME, .bus = &platform_bus_type },
	};

	/* This module cannot own it, as platform_driver_register() says: it is being loaded. */
	KUNIT_ASSERT_EQ(test, driver_register(&driver.driver), 0);
	{
		SDRM_OWN(platform, platform, sdrm_platform_register(NAME));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(platform));
		KUNIT_EXPECT_PTR_NE(test, sdrm_platform_device(platform)->driver,
				    &driver.driver);
	}
	driver_unregister(&driver.driver);
}

/* Register while the @nth allocation fails; false if there were fewer. */
static bool register_and_fail(struct kunit *test, unsigned int nth)
{
	bool failed;

	fail_nth(nth);
	SDRM_OWN(platform, platform, sdrm_platform_register(NAME));
	failed = !fails_in();
	fail_nth(0);

	/*
	 * Some failures are tolerated, that of a uevent for example; and to the
	 * driver core, a name that could not be allocated is invalid. A faux device
	 * says of none what it was.
	 */
	if (sdrm_is_err(platform) && SDRM_HAVE_FAUX_DEVICE)
		KUNIT_EXPECT_EQ(test, sdrm_err(platform), -ENODEV);
	else if (sdrm_is_err(platform))
		KUNIT_EXPECT_TRUE(test, sdrm_err(platform) == -ENOMEM ||
					sdrm_err(platform) == -EINVAL);
	KUNIT_EXPECT_EQ(test, platform_device_exists(NAME),
			!sdrm_is_err(platform));
	return failed;
}

static void each_allocation_fails(struct kunit *test)
{
	unsigned int nth = 1;

	need_failslab(test);
	while (register_and_fail(test, nth))
		nth++;
	/* If none failed, failslab's ignore-gfp-wait still exempts GFP_KERNEL. */
	KUNIT_EXPECT_GT(test, nth, 5);
	kunit_info(test, "%u allocations failed in turn\n", nth - 1);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(NAME));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(unregistered_at_scope_end),
	KUNIT_CASE(unregister_consumes),
	KUNIT_CASE(moved_unregisters_once),
	KUNIT_CASE(name_taken),
	KUNIT_CASE(stays_without_a_driver),
	KUNIT_CASE(each_allocation_fails),
	{}
};

static struct kunit_suite suite = {
	.name = "platform",
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of platform.h");
MODULE_LICENSE("GPL");
