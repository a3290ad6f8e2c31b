// SPDX-License-Identifier: GPL-2.0
// class: values: pointer that may be NULL
// tool: subset
// says: \[null\]
// off: null
// rust: rustc: Option; unwrap() panics at run time
#include "reject.h"

static const u32 *values_null_find(const struct drm_mut_case *arg)
{
	return arg->count ? &arg->value : NULL;
}

static int __used values_null(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	const u32 *found = values_null_find(arg);

#ifndef MISUSE
	if (!found)
		return -ENOENT;
#endif
	arg->size = *found; /* refused here */
	return 0;
}
