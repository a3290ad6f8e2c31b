/* SPDX-License-Identifier: GPL-2.0 */
/* Failing allocations of the test's own, one at a time. */
#include <kunit/test.h>
#include <linux/sched.h>

#ifdef CONFIG_FAILSLAB
/* Let the @nth allocation from here on fail; 0 for none. */
static inline void fail_nth(unsigned int nth)
{
	current->fail_nth = nth;
}

static inline void need_failslab(struct kunit *test) {}
#else
static inline void fail_nth(unsigned int nth) {}

static inline void need_failslab(struct kunit *test)
{
	kunit_skip(test, "this kernel has no CONFIG_FAILSLAB");
}
#endif
