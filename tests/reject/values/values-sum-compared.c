// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[overflow\]
// off: overflow
// rust: panics where overflow is checked, wraps where not
#include "reject.h"

static int __used values_sum_compared(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	if (arg->index + arg->count > 100)
		return -EINVAL;
#else
	if (arg->index > 100 || arg->count > 100 - arg->index)
		return -EINVAL;
#endif
	return 0;
}
