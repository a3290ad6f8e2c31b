// SPDX-License-Identifier: GPL-2.0
/* own.h: owners are released once, on every path, in reverse order. */
#include <kunit/test.h>
#include <linux/module.h>
#include <sdrm/own.h>

/* An owner of a digit; releasing it appends the digit to @released. */
struct sdrm_digit {
	const unsigned int *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

static const unsigned int digits[] = { 0, 1, 2, 3, 4 };
static unsigned int released;	/* 321: first 3, then 2, then 1 */

static void release_digit(const unsigned int *digit)
{
	released = released * 10 + (IS_ERR_OR_NULL(digit) ? 9 : *digit);
}

__SDRM_DEFINE_OWNER(digit, release_digit)
#define __SDRM_DROP_digit __sdrm_digit_drop

/* noinline: the drop has to decide at run time. */
static noinline struct sdrm_digit get(unsigned int digit)
{
	return (struct sdrm_digit){ .__sdrm_ptr = &digits[digit] };
}

static noinline struct sdrm_digit fail(int error)
{
	return (struct sdrm_digit){ .__sdrm_ptr = ERR_PTR(error) };
}

/* A guard that only counts. */
struct sdrm_depth {
	int *__sdrm_ptr;
} __designated_init;

static int depth;

static void leave(int *of)
{
	--*of;
}

__SDRM_DEFINE_GUARD(depth, leave)
#define __SDRM_DROP_depth __sdrm_depth_drop

static noinline struct sdrm_depth enter(void)
{
	depth++;
	return (struct sdrm_depth){ .__sdrm_ptr = &depth };
}

static int init(struct kunit *test)
{
	released = 0;
	depth = 0;
	return 0;
}

static void released_at_scope_end(struct kunit *test)
{
	{
		SDRM_OWN(digit, one, get(1));

		KUNIT_EXPECT_FALSE(test, sdrm_is_err(one));
		KUNIT_EXPECT_EQ(test, released, 0);
	}
	KUNIT_EXPECT_EQ(test, released, 1);
}

static void released_in_reverse(struct kunit *test)
{
	{
		SDRM_OWN(digit, one, get(1));
		SDRM_OWN(digit, two, get(2));
		{
			SDRM_OWN(digit, four, get(4));
		}
		SDRM_OWN(digit, three, get(3));
	}
	KUNIT_EXPECT_EQ(test, released, 4321);
}

static noinline int three_steps(unsigned int failing)
{
	SDRM_OWN(digit, one, failing == 1 ? fail(-ENOENT) : get(1));
	if (sdrm_is_err(one))
		return sdrm_err(one);

	SDRM_OWN(digit, two, failing == 2 ? fail(-ENOMEM) : get(2));
	if (sdrm_is_err(two))
		return sdrm_err(two);

	SDRM_OWN(digit, three, failing == 3 ? fail(-ENOSPC) : get(3));
	if (sdrm_is_err(three))
		return sdrm_err(three);
	return 0;
}

static void each_failure_releases_what_was_got(struct kunit *test)
{
	static const struct {
		unsigned int failing, released;
		int error;
	} cases[] = {
		{ 1, 0, -ENOENT }, { 2, 1, -ENOMEM }, { 3, 21, -ENOSPC },
		{ 0, 321, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		released = 0;
		KUNIT_EXPECT_EQ(test, three_steps(cases[i].failing),
				cases[i].error);
		KUNIT_EXPECT_EQ(test, released, cases[i].released);
	}
}

static void released_on_break_and_continue(struct kunit *test)
{
	unsigned int i;

	for (i = 1; i <= 4; i++) {
		SDRM_OWN(digit, digit, get(i));

		if (i == 2)
			continue;
		if (i == 3)
			break;
	}
	KUNIT_EXPECT_EQ(test, released, 123);
}

static void error_is_not_released(struct kunit *test)
{
	{
		SDRM_OWN(digit, error, fail(-ENOENT));
		SDRM_OWN(digit, moved, sdrm_digit_move(error));

		KUNIT_EXPECT_TRUE(test, sdrm_is_err(moved));
		KUNIT_EXPECT_EQ(test, sdrm_err(moved), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, released, 0);
}

static void moved_to_an_owner(struct kunit *test)
{
	{
		SDRM_OWN(digit, one, get(1));
		{
			SDRM_OWN(digit, moved, sdrm_digit_move(one));

			KUNIT_EXPECT_EQ(test, sdrm_err(one), -ESTALE);
			KUNIT_EXPECT_PTR_EQ(test, moved->__sdrm_ptr, &digits[1]);
			KUNIT_EXPECT_EQ(test, released, 0);
		}
		KUNIT_EXPECT_EQ(test, released, 1);
	}
	KUNIT_EXPECT_EQ(test, released, 1);
}

/* noinline: where the compiler sees the move, asking is a build error. */
static noinline bool holds_error(const struct sdrm_digit *digit)
{
	return sdrm_is_err(digit);
}

static noinline int error_in(const struct sdrm_digit *digit)
{
	return sdrm_err(digit);
}

static void moved_away_is_an_error(struct kunit *test)
{
	{
		SDRM_OWN(digit, one, get(1));

		KUNIT_EXPECT_FALSE(test, holds_error(one));
		KUNIT_EXPECT_EQ(test, error_in(one), 0);
		{
			SDRM_OWN(digit, moved, sdrm_digit_move(one));

			KUNIT_EXPECT_TRUE(test, holds_error(one));
			KUNIT_EXPECT_EQ(test, error_in(one), -ESTALE);
			KUNIT_EXPECT_FALSE(test, holds_error(moved));
		}
		KUNIT_EXPECT_TRUE(test, holds_error(one));
		KUNIT_EXPECT_EQ(test, released, 1);
	}
	/* The end of its scope does nothing. */
	KUNIT_EXPECT_EQ(test, released, 1);
}

/* An owner without a pointer of its own: what it releases is another member. */
struct sdrm_room {
	void *__sdrm_ptr;
	const unsigned int *__sdrm_digit;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

__SDRM_DEFINE_OWNER_OF(room, __sdrm_digit, release_digit)
#define __SDRM_DROP_room __sdrm_room_drop

static noinline struct sdrm_room room(unsigned int digit, void *valid)
{
	return (struct sdrm_room){
		.__sdrm_ptr = valid, .__sdrm_digit = &digits[digit]
	};
}

static noinline int error_in_room(const struct sdrm_room *which)
{
	return sdrm_is_err(which) ? sdrm_err(which) : 0;
}

static void released_by_another_member(struct kunit *test)
{
	{
		SDRM_OWN(room, one, room(1, __SDRM_VALID));
		SDRM_OWN(room, none, room(2, ERR_PTR(-ENOSPC)));
		SDRM_OWN(room, three, room(3, __SDRM_VALID));

		KUNIT_EXPECT_EQ(test, error_in_room(one), 0);
		KUNIT_EXPECT_EQ(test, sdrm_err(one), 0);
		KUNIT_EXPECT_EQ(test, error_in_room(none), -ENOSPC);
		{
			SDRM_OWN(room, moved, sdrm_room_move(three));

			KUNIT_EXPECT_EQ(test, error_in_room(three), -ESTALE);
			KUNIT_EXPECT_EQ(test, error_in_room(moved), 0);
		}
		KUNIT_EXPECT_EQ(test, released, 3);
	}
	KUNIT_EXPECT_EQ(test, released, 31);
}

static noinline void consume(struct sdrm_digit digit)
{
	SDRM_OWN(digit, mine, digit);
}

static noinline void consume_if(bool want)
{
	SDRM_OWN(digit, two, get(2));

	if (want)
		consume(sdrm_digit_move(two));
	release_digit(&digits[4]);
}

static void moved_on_one_branch(struct kunit *test)
{
	consume_if(true);
	KUNIT_EXPECT_EQ(test, released, 24);
	released = 0;
	consume_if(false);
	KUNIT_EXPECT_EQ(test, released, 42);
}

static noinline struct sdrm_digit make(void)
{
	SDRM_OWN(digit, one, get(1));
	SDRM_OWN(digit, two, get(2));

	return sdrm_digit_move(one);
}

static void moved_out_of_a_function(struct kunit *test)
{
	{
		SDRM_OWN(digit, one, make());

		KUNIT_EXPECT_EQ(test, released, 2);
		KUNIT_EXPECT_PTR_EQ(test, one->__sdrm_ptr, &digits[1]);
	}
	KUNIT_EXPECT_EQ(test, released, 21);
}

static noinline int guarded(int error)
{
	SDRM_OWN(depth, guard, enter());

	if (error)
		return error;
	return guard->__sdrm_ptr[0];
}

static void guard_left_on_every_way_out(struct kunit *test)
{
	unsigned int i;

	KUNIT_EXPECT_EQ(test, guarded(0), 1);
	KUNIT_EXPECT_EQ(test, depth, 0);
	KUNIT_EXPECT_EQ(test, guarded(-EBUSY), -EBUSY);
	KUNIT_EXPECT_EQ(test, depth, 0);
	for (i = 0; i < 3; i++) {
		SDRM_OWN(depth, guard, enter());

		KUNIT_EXPECT_EQ(test, depth, 1);
		if (i == 0)
			continue;
		if (i == 1)
			break;
	}
	KUNIT_EXPECT_EQ(test, depth, 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(released_at_scope_end),
	KUNIT_CASE(released_in_reverse),
	KUNIT_CASE(each_failure_releases_what_was_got),
	KUNIT_CASE(released_on_break_and_continue),
	KUNIT_CASE(error_is_not_released),
	KUNIT_CASE(moved_to_an_owner),
	KUNIT_CASE(moved_away_is_an_error),
	KUNIT_CASE(released_by_another_member),
	KUNIT_CASE(moved_on_one_branch),
	KUNIT_CASE(moved_out_of_a_function),
	KUNIT_CASE(guard_left_on_every_way_out),
	{}
};

static struct kunit_suite suite = {
	.name = "own",
	.init = init,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of own.h");
MODULE_LICENSE("GPL");
