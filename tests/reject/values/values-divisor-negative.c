// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[divide\]
// off: divide
// rust: panics
#include "reject.h"

static int __used values_divisor_negative(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	s64 by = (s64)arg->size;

#ifdef MISUSE
	if (by >= 0)
		return -EINVAL;
	arg->size = (u64)(S64_MIN / by); /* refused here */
#else
	if (by <= 0)
		return -EINVAL;
	arg->size = (u64)(S64_MIN / by);
#endif
	return 0;
}
