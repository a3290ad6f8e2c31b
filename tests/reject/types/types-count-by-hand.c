// SPDX-License-Identifier: GPL-2.0
// class: types: length of a table by hand
// tool: gcc
// says: positional initialization
// off: -Wno-designated-init
// rust: not expressible: a slice has its length
#include "reject.h"

static int types_count_by_hand_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_count_by_hand_handler, struct drm_mut_case);

static const struct mut_ioctl types_count_by_hand_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};

static const struct mut_driver types_count_by_hand_driver __used = {
#ifdef MISUSE
	.ioctls	= { types_count_by_hand_ioctls, 9 },
#else
	.ioctls	= SDRM_IOCTLS(types_count_by_hand_ioctls),
#endif
};
