// SPDX-License-Identifier: GPL-2.0
// class: values: return value
// tool: subset
// says: \[result\]
// off: result
// rust: not refused: Result<u32>
#include "reject.h"

static int values_result_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_case *arg)
{
#ifdef MISUSE
	return arg->count > 3;
#else
	return arg->count > 3 ? -EINVAL : 0;
#endif
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, values_result_handler, struct drm_mut_case);

static const struct mut_ioctl values_result_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};

static int __used values_result(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return 0;
}
