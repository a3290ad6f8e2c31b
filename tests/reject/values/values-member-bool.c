// SPDX-License-Identifier: GPL-2.0
// class: values: number as an enum
// tool: subset
// says: \[member\]
// off: member
// rust: rustc: mismatched types
#include "reject.h"

struct drm_mut_made {
	__u32 value;
#ifdef MISUSE
	bool set;
	__u8 pad[3];
#else
	__u32 set;
#endif
};

static int values_member_bool_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_made *arg)
{
	return arg->set ? 0 : -EINVAL;
}

#define values_member_bool_COMMAND DRM_IOWR(DRM_COMMAND_BASE + 9, struct drm_mut_made)
SDRM_IOCTL_DEFINE(mut, values_member_bool_COMMAND, values_member_bool_handler, struct drm_mut_made);

static const struct mut_ioctl values_member_bool_ioctls[] __used = {
	SDRM_IOCTL(mut, values_member_bool_COMMAND, SDRM_RENDER_ALLOW),
};

static int __used values_member_bool(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return 0;
}
