// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[pointer-arithmetic\]
// off: pointer-arithmetic
// runtime: KASAN, where the kernel has it; otherwise a byte anywhere near the argument
// rust: unsafe
#include "reject.h"

static int __used values_pointer_arithmetic(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	u8 *bytes = arg->bytes;

	*(bytes + arg->index) = 1;
#else
	if (arg->index >= ARRAY_SIZE(arg->bytes))
		return -EINVAL;
	arg->bytes[arg->index] = 1;
#endif
	return 0;
}
