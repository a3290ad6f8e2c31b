// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[divide\]
// off: divide
// runtime: divide error: an oops
// rust: panics, which is no better
#include "reject.h"

static int __used values_divisor(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifndef MISUSE
	if (!arg->count)
		return -EINVAL;
#endif
	arg->value /= arg->count; /* refused here */
	return 0;
}
