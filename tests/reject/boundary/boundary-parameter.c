// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: subset
// says: \[parameter\]
// off: parameter
// rust: unsafe: transmute
#include "reject.h"

#ifdef MISUSE
static int __maybe_unused boundary_parameter_any(const void *any) /* refused here */
{
	return any ? 0 : -EINVAL;
}
#endif

static int __used boundary_parameter(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return 0;
}
