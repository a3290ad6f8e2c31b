// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[narrowed\]
// off: narrowed index
// runtime: UBSAN, where the kernel has it. -Wsign-conversion refuses it, and much correct code
// rust: rustc: index must be usize
#include "reject.h"

static int __used values_index_signed(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	int index = arg->index;
#else
	u32 index = arg->index;
#endif

	if (index >= 8)
		return -EINVAL;
	arg->value = file->slots[index];
	return 0;
}
