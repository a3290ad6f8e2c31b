// SPDX-License-Identifier: GPL-2.0
// class: values: uninitialised data to user space
// tool: subset
// says: \[padding\]
// off: padding
// rust: not refused of padding
#include "reject.h"

union drm_mut_name { /* refused here */
#ifdef MISUSE
	__u8 bytes[6];	/* of 8 */
#else
	__u8 bytes[8];
#endif
	__u32 word;
};

struct drm_mut_named {
	union drm_mut_name name;
	__u64 value;
};

static int values_union_hole_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_named *arg)
{
	*arg = (struct drm_mut_named){ .name.bytes = { 1 } };
	return 0;
}

#define values_union_hole_COMMAND DRM_IOWR(DRM_COMMAND_BASE + 11, struct drm_mut_named)
SDRM_IOCTL_DEFINE(mut, values_union_hole_COMMAND, values_union_hole_handler, struct drm_mut_named);

static const struct mut_ioctl values_union_hole_ioctls[] __used = {
	SDRM_IOCTL(mut, values_union_hole_COMMAND, SDRM_RENDER_ALLOW),
};
