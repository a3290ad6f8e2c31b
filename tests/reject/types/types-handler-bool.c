// SPDX-License-Identifier: GPL-2.0
// class: types: handler of another type
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: mismatched types
/* -EBUSY would become 1. */
#include "reject.h"

#ifdef MISUSE
static bool types_handler_bool_handler(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
#else
static int types_handler_bool_handler(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_handler_bool_handler, struct drm_mut_case); /* refused here */

static const struct mut_ioctl types_handler_bool_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};
