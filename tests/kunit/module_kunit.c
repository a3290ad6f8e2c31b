// SPDX-License-Identifier: GPL-2.0
/* module.h: which parameter values are refused, and what modprobe is told. */
#include <kunit/test.h>
#include <sdrm/module.h>

SDRM_PARAM_UINT(number, 5, 2, 10, "From 2 to 10");

/* The parameter itself may be read-only by now. */
static int set(const char *value, unsigned int *to)
{
	const struct kernel_param param = { .arg = to };

	return __sdrm_ops_number.set(value, &param);
}

static void parameter_is_bounded(struct kunit *test)
{
	unsigned int got = number;

	KUNIT_EXPECT_EQ(test, got, 5);
	KUNIT_EXPECT_EQ(test, set("2", &got), 0);
	KUNIT_EXPECT_EQ(test, got, 2);
	KUNIT_EXPECT_EQ(test, set("0xa", &got), 0);
	KUNIT_EXPECT_EQ(test, got, 10);

	KUNIT_EXPECT_EQ(test, set("1", &got), -EINVAL);
	KUNIT_EXPECT_EQ(test, set("11", &got), -EINVAL);
	KUNIT_EXPECT_EQ(test, set("-1", &got), -EINVAL);
	KUNIT_EXPECT_EQ(test, set("ten", &got), -EINVAL);
	KUNIT_EXPECT_EQ(test, set("4294967295", &got), -EINVAL);
	KUNIT_EXPECT_EQ(test, set("4294967296", &got), -ERANGE);
	KUNIT_EXPECT_EQ(test, got, 10);
}

/* modprobe would take -EEXIST for success. */
static void taken_is_busy(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, __sdrm_module_status(-EEXIST), -EBUSY);
	KUNIT_EXPECT_EQ(test, __sdrm_module_status(-ENOMEM), -ENOMEM);
	KUNIT_EXPECT_EQ(test, __sdrm_module_status(0), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(parameter_is_bounded),
	KUNIT_CASE(taken_is_busy),
	{}
};

static struct kunit_suite suite = {
	.name = "module",
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of module.h");
MODULE_LICENSE("GPL");
