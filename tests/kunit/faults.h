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

/* How many more have to come; 0 if it has failed. */
static inline unsigned int fails_in(void)
{
	return current->fail_nth;
}

static inline void need_failslab(struct kunit *test) {}
#else
static inline void fail_nth(unsigned int nth) {}
static inline unsigned int fails_in(void) { return 0; }

static inline void need_failslab(struct kunit *test)
{
	kunit_skip(test, "this kernel has no CONFIG_FAILSLAB");
}
#endif
