// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[loop\]
// off: loop
// rust: an endless loop
#include "reject.h"

static int __used values_loop_nested(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 sum = 0;

	for (u32 i = 0; i < min(arg->count, 2000U); i++) {
#ifdef MISUSE
		for (u32 j = 0; j < min(arg->flags, 2000U); j++)
#else
		for (u32 j = 0; j < 8; j++)
#endif
			sum += i ^ j;
	}
	arg->value = sum;
	return 0;
}
