// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[loop\]
// off: loop index
// runtime: UBSAN, where the kernel has it
// rust: bounds check at run time
#include "reject.h"

static int __used values_loop_bound(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifndef MISUSE
	if (arg->count > ARRAY_SIZE(arg->handles))
		return -EINVAL;
#endif
	for (u32 i = 0; i < arg->count; i++) /* refused here */
		arg->value += arg->handles[i];
	return 0;
}
