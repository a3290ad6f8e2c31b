// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: the descriptor is a return value
#include "reject.h"

static struct sdrm_sync_file
dfm_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

#ifdef MISUSE
SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, dfm_call, struct toy_made, value);
#else
SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, dfm_call, struct toy_made, fd);
#endif

static const struct toy_ioctl dfm_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
};
