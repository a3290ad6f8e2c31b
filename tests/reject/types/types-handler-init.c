// SPDX-License-Identifier: GPL-2.0
// class: types: handler that is freed after load
// tool: subset
// says: \[attribute\]
// off: attribute boundary
// rust: not refused: #[link_section] is safe in edition 2021; modpost reports the mismatch
/* modpost warns as well. */
#include "reject.h"

#ifdef MISUSE
static int __init types_handler_init_handler(const struct mut_device *mut, const struct mut_file *file,
			     struct drm_mut_case *arg)
#else
static int types_handler_init_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_handler_init_handler, struct drm_mut_case); /* refused here */

static const struct mut_ioctl types_handler_init_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};
