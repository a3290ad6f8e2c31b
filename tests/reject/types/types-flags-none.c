// SPDX-License-Identifier: GPL-2.0
// class: types: no flags
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: not refused: the flags are u32
/* What two flags have in common: the ioctl would be for everybody. */
#include "reject.h"

static int types_flags_none_handler(const struct mut_device *mut, const struct mut_file *file,
				    struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_flags_none_handler, struct drm_mut_case);

static const struct mut_ioctl types_flags_none_ioctls[] __used = {
#ifdef MISUSE
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_ROOT_ONLY & SDRM_RENDER_ALLOW),
#else
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_ROOT_ONLY | SDRM_RENDER_ALLOW),
#endif
};
