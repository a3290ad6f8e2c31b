// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[narrowed\]
// off: narrowed
// runtime: UBSAN, where the kernel has it. -Wconversion refuses it, and much correct code
// rust: rustc: mismatched types (u8, u32)
#include "reject.h"

static int __used values_index_narrowed(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	u8 count = arg->count;
#else
	u32 count = arg->count;
#endif

	if (count > ARRAY_SIZE(arg->handles))
		return -EINVAL;
	for (u32 i = 0; i < count; i++)
		arg->value += arg->handles[i];
	return 0;
}
