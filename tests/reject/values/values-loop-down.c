// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[loop\]
// off: loop index
// rust: an endless loop
#include "reject.h"

static int __used values_loop_down(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 sum = 0;

#ifdef MISUSE
	for (u32 i = ARRAY_SIZE(arg->bytes) - 1; i >= 0; i--)
#else
	for (int i = ARRAY_SIZE(arg->bytes) - 1; i >= 0; i--)
#endif
		sum = sum << 1 ^ arg->bytes[i]; /* refused here */
	arg->value = sum;
	return 0;
}
