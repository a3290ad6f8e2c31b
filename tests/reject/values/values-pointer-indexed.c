// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[pointer-arithmetic\]
// off: pointer-arithmetic
// rust: panics
#include "reject.h"

static u32 values_pointer_indexed_sum(const u32 *values)
{
#ifdef MISUSE
	return values[1];
#else
	return *values;
#endif
}

static int __used values_pointer_indexed(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = values_pointer_indexed_sum(&arg->count);
	return 0;
}
