// SPDX-License-Identifier: GPL-2.0
// class: types: flags of another kind
// tool: gcc
// says: implicit conversion from .enum sdrm_access.
// off: -Wno-enum-conversion
// rust: rustc: mismatched types; not refused of a constant, as flags are u32
/* SDRM_WRITE is 1, as is SDRM_AUTH. */
#include "reject.h"

static int types_flags_enum_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_flags_enum_handler, struct drm_mut_case);

static const struct mut_ioctl types_flags_enum_ioctls[] __used = {
#ifdef MISUSE
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_WRITE),
#else
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_AUTH | SDRM_RENDER_ALLOW),
#endif
};
