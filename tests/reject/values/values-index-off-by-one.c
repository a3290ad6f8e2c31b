// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[index\]
// off: index
// runtime: UBSAN, where the kernel has it; otherwise a word past the array
// rust: bounds check at run time
#include "reject.h"

static int __used values_index_off_by_one(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	if (arg->index > ARRAY_SIZE(file->slots))
#else
	if (arg->index >= ARRAY_SIZE(file->slots))
#endif
		return -EINVAL;
	arg->value = file->slots[arg->index]; /* refused here */
	return 0;
}
