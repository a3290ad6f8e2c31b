// SPDX-License-Identifier: GPL-2.0
// class: values: address from user space
// tool: subset
// says: \[union\]
// off: union local
// rust: unsafe: union field read
#include "reject.h"

#ifdef MISUSE
union values_union_word {
	u64 bits;
	u32 *where;
};
#endif
static int __used values_union(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	union values_union_word word = { .bits = arg->size };

	*word.where = arg->value;
#else
	arg->value = (u32)arg->size;
#endif
	return 0;
}
