// SPDX-License-Identifier: GPL-2.0
// class: types: handler of another type
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: not refused: declare_drm_ioctls! infers the driver from the handler
#include "reject.h"

#ifdef MISUSE
static int types_handler_device_handler(const struct vgem_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
#else
static int types_handler_device_handler(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_handler_device_handler, struct drm_mut_case); /* refused here */

static const struct mut_ioctl types_handler_device_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};
