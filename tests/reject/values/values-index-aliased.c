// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[index\]
// off: index
// rust: panics
#include "reject.h"

static u32 values_index_aliased_get(struct drm_mut_case *one, struct drm_mut_case *other)
{
	if (one->index >= ARRAY_SIZE(one->handles))
		return 0;
#ifdef MISUSE
	other->index = other->count;
#else
	other->value = other->count;
#endif
	return one->handles[one->index]; /* refused here */
}

static int __used values_index_aliased(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = values_index_aliased_get(arg, arg);
	return 0;
}
