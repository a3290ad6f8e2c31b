// SPDX-License-Identifier: GPL-2.0
// class: values: return value
// tool: subset
// says: \[result\]
// off: result
// rust: not refused: an ioctl returns Result<u32>
#include "reject.h"

static int values_result_variable_check(const struct drm_mut_case *arg)
{
	return arg->flags ? -EINVAL : 0;
}

static int values_result_variable_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_case *arg)
{
	int ret = values_result_variable_check(arg);

	if (!ret && arg->count > 4)
		ret = -E2BIG;
#ifdef MISUSE
	if (!ret && arg->index < 1000)
		ret = (int)arg->index;
#endif
	return ret; /* refused here */
}

#define values_result_variable_COMMAND DRM_IOWR(DRM_COMMAND_BASE + 12, struct drm_mut_case)
SDRM_IOCTL_DEFINE(mut, values_result_variable_COMMAND, values_result_variable_handler,
		  struct drm_mut_case);

static const struct mut_ioctl values_result_variable_ioctls[] __used = {
	SDRM_IOCTL(mut, values_result_variable_COMMAND, SDRM_RENDER_ALLOW),
};
