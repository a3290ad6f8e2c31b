// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: subset
// says: \[local\]
// off: local
// rust: unsafe: transmute
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
