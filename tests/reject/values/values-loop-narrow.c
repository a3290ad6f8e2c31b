// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[loop\]
// off: loop
// rust: an endless loop
#include "reject.h"

static int __used values_loop_narrow(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 sum = 0;

	if (arg->count > 1000)
		return -EINVAL;
#ifdef MISUSE
	for (u8 i = 0; i < arg->count; i++)
#else
	for (u32 i = 0; i < arg->count; i++)
#endif
		sum += i;
	arg->value = sum;
	return 0;
}
