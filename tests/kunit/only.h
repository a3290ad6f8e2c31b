/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The test that is not skipped, if /tests/only-now has its name: suites run before the
 * parameters of their module are there.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include "user_path.h"

static char only[64];

/* When the suite begins. */
static inline void read_only(void)
{
	struct file *filp = open_user_path("/tests/only-now", O_RDONLY);
	loff_t at = 0;

	only[0] = '\0';
	if (!IS_ERR(filp)) {
		kernel_read(filp, only, sizeof(only) - 1, &at);
		close_now(filp);
	}
}

/* When a test begins. */
static inline void skip_others(struct kunit *test)
{
	if (only[0] && !sysfs_streq(only, test->name))
		kunit_skip(test, "only %s", only);
}
