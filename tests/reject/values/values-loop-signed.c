// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[loop\]
// off: loop narrowed
// rust: rustc: mismatched types
#include "reject.h"

static int __used values_loop_signed(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 sum = 0;

#ifdef MISUSE
	for (int i = (int)arg->index; i < ARRAY_SIZE(arg->bytes); i++)
#else
	for (int i = 0; i < ARRAY_SIZE(arg->bytes); i++)
#endif
		sum = sum << 1 ^ arg->bytes[i];
	arg->value = sum;
	return 0;
}
