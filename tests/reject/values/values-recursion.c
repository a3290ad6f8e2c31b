// SPDX-License-Identifier: GPL-2.0
// class: values: recursion
// tool: subset
// says: \[recursion\]
// off: recursion
// rust: not refused: of calls on every path alone there is a warning, unconditional_recursion
#include "reject.h"

static u32 values_recursion_depth(u32 n); /* refused here */

static u32 values_recursion_depth(u32 n)
{
#ifdef MISUSE
	return n ? values_recursion_depth(n - 1) + 1 : 0;
#else
	return n;
#endif
}

static int __used values_recursion(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = values_recursion_depth(arg->count);
	return 0;
}
