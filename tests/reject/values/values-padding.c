// SPDX-License-Identifier: GPL-2.0
// class: values: uninitialised data to user space
// tool: subset
// says: \[padding\]
// off: padding
// rust: rustc: missing struct fields; not refused of padding
#include "reject.h"

struct drm_mut_hole { /* refused here */
	__u8 first;
#ifndef MISUSE
	__u8 pad[3];
#endif
	__u32 value;
};

static int values_padding_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_hole *arg)
{
	return arg->value ? 0 : -EINVAL;
}

#define values_padding_COMMAND DRM_IOWR(DRM_COMMAND_BASE + 9, struct drm_mut_hole)
SDRM_IOCTL_DEFINE(mut, values_padding_COMMAND, values_padding_handler, struct drm_mut_hole);

static const struct mut_ioctl values_padding_ioctls[] __used = {
	SDRM_IOCTL(mut, values_padding_COMMAND, SDRM_RENDER_ALLOW),
};

static int __used values_padding(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return 0;
}
