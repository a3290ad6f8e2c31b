// SPDX-License-Identifier: GPL-2.0
/* values.h: no index is beyond an array. */
#include <kunit/test.h>
#include <linux/module.h>
#include <sdrm/values.h>

/* So that the compiler does not know the index. */
#define UNKNOWN(value) ({ typeof(value) __v = (value); OPTIMIZER_HIDE_VAR(__v); __v; })

static void each_element(struct kunit *test)
{
	const u32 squares[] = { 0, 1, 4, 9, 16 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(squares); i++)
		KUNIT_EXPECT_EQ(test, sdrm_at(squares, UNKNOWN(i)), i * i);
}

static void no_such_element_is_the_first(struct kunit *test)
{
	const u8 digits[4] = { 7, 1, 2, 3 };

	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(4)), 7);
	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(-1)), 7);
	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(U32_MAX)), 7);
	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(1ULL << 32 | 1)), 7);
	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(U64_MAX)), 7);
	KUNIT_EXPECT_EQ(test, sdrm_at(digits, UNKNOWN(S64_MIN)), 7);
}

static void element_can_be_written(struct kunit *test)
{
	u16 one[3] = { 10, 20, 30 };
	unsigned int calls = 0;

	sdrm_at(one, UNKNOWN(2)) = 31;
	sdrm_at(one, UNKNOWN(3)) = 11;
	sdrm_at(one, calls++) += 1;
	KUNIT_EXPECT_EQ(test, one[0], 12);
	KUNIT_EXPECT_EQ(test, one[1], 20);
	KUNIT_EXPECT_EQ(test, one[2], 31);
	KUNIT_EXPECT_EQ(test, calls, 1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(each_element),
	KUNIT_CASE(no_such_element_is_the_first),
	KUNIT_CASE(element_can_be_written),
	{}
};

static struct kunit_suite suite = {
	.name = "values",
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of values.h");
MODULE_LICENSE("GPL");
