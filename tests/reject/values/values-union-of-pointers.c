// SPDX-License-Identifier: GPL-2.0
// class: values: address from user space
// tool: subset
// says: \[union\]
// off: union
// rust: unsafe
#include "reject.h"

#ifdef MISUSE
union values_union_of_pointers_pun {
	u64 number;
	const char *text; /* refused here */
};
#endif

static int __used values_union_of_pointers(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return 0;
}
