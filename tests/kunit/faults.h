/* SPDX-License-Identifier: GPL-2.0 */
/* Let allocations of the calling test fail, one at a time. */
#include <kunit/test.h>
#include <linux/sched.h>

#ifdef CONFIG_FAILSLAB
/* Let the @nth allocation from now on fail; 0 for none. */
static inline void fail_nth(unsigned int nth)
{
	current->fail_nth = nth;
}

/* Number of allocations until then; 0 if it has failed. */
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
