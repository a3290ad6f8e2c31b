// SPDX-License-Identifier: GPL-2.0
// class: values: uninitialised data to user space
// tool: subset
// says: \[uninitialised\]
// off: uninitialised
// runtime: gcc zeroes the rest; clang leaves there what the stack held
// rust: unsafe: a union is read in unsafe code, and its rest is uninitialised
#include "reject.h"

struct drm_mut_target {
	__u32 value;
	__u32 flags;
	union {
		__u32 handle;
		__u64 address;
	};
};

static int values_union_part_handler(const struct mut_device *mut, const struct mut_file *file,
		     struct drm_mut_target *arg)
{
#ifdef MISUSE
	*arg = (struct drm_mut_target){ .value = 1, .handle = arg->flags };
#else
	*arg = (struct drm_mut_target){ .value = 1, .address = arg->flags };
#endif
	return 0;
}

#define values_union_part_COMMAND DRM_IOWR(DRM_COMMAND_BASE + 10, struct drm_mut_target)
SDRM_IOCTL_DEFINE(mut, values_union_part_COMMAND, values_union_part_handler, struct drm_mut_target);

static const struct mut_ioctl values_union_part_ioctls[] __used = {
	SDRM_IOCTL(mut, values_union_part_COMMAND, SDRM_RENDER_ALLOW),
};
