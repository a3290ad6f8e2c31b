// SPDX-License-Identifier: GPL-2.0
// class: types: argument of another command
// tool: gcc
// says: the command has another argument
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: not refused: declare_drm_ioctls! compares the size alone
/* Both have the same size. */
#include "reject.h"

static int __maybe_unused types_argument_other_other(const struct mut_device *mut, const struct mut_file *file,
				   struct drm_mut_other *arg)
{
	return arg->words[0] ? 0 : -EINVAL;
}

static int __maybe_unused types_argument_other_handler(const struct mut_device *mut, const struct mut_file *file,
				     struct drm_mut_case *arg)
{
	return 0;
}

#ifdef MISUSE
SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_argument_other_other, struct drm_mut_other);
#else
SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_argument_other_handler, struct drm_mut_case);
#endif

static const struct mut_ioctl types_argument_other_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};
