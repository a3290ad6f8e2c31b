// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[shift\]
// off: shift
// runtime: UBSAN, where the kernel has it; otherwise any mask
// rust: panics with overflow checks
#include "reject.h"

static int __used values_shift(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifndef MISUSE
	if (arg->count > 31)
		return -EINVAL;
#endif
	arg->value = 1u << arg->count; /* refused here */
	return 0;
}
