// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[index\]
// off: index
// rust: panics
#include "reject.h"

union values_index_union_pair {
	u32 index;
	u32 other;
};

static int __used values_index_union(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	union values_index_union_pair pair = { .index = arg->index };
#ifdef MISUSE
	if (pair.index >= ARRAY_SIZE(arg->handles))
		return -EINVAL;
	pair.other = arg->count;
	arg->value = arg->handles[pair.index];
#else
	u32 index = pair.index;

	if (index >= ARRAY_SIZE(arg->handles))
		return -EINVAL;
	pair.other = arg->count;
	arg->value = arg->handles[index];
#endif
	return 0;
}
