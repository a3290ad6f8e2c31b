// SPDX-License-Identifier: GPL-2.0
// class: values: pointer to anything
// tool: subset
// says: \[local\]
// off: local
// rust: unsafe
#include "reject.h"

static int __used values_local_void(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	const void *any = NULL;

	return any ? 0 : -EINVAL;
#else
	return 0;
#endif
}
