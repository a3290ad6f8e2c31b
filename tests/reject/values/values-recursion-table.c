// SPDX-License-Identifier: GPL-2.0
// class: values: recursion
// tool: subset
// says: \[recursion\]
// off: recursion
// rust: not refused
#include "reject.h"

static u32 values_recursion_table_depth(u32 n); /* refused here */

struct values_recursion_table_step {
	u32 (*next)(u32 n);
};

static u32 values_recursion_table_end(u32 n)
{
	return n;
}

static const struct values_recursion_table_step values_recursion_table_steps[] = { { values_recursion_table_depth }, { values_recursion_table_end } };

static u32 values_recursion_table_depth(u32 n)
{
#ifdef MISUSE
	return values_recursion_table_steps[n % 2].next(n / 2);
#else
	return n;
#endif
}

static int __used values_recursion_table(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = values_recursion_table_steps[arg->count % 2].next(arg->count);
	return 0;
}
