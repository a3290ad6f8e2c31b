// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: the descriptor is a return value
#include "reject.h"

static struct sdrm_sync_file
dfnr_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

/* A descriptor that is not copied out. */
#ifdef MISUSE
#define DFNR_MAKE _IOW('T', 1, struct toy_made)
SDRM_IOCTL_FD_DEFINE(toy, DFNR_MAKE, dfnr_call, struct toy_made, fd);
#else
#define DFNR_MAKE _IOWR('T', 1, struct toy_made)
SDRM_IOCTL_FD_DEFINE(toy, DFNR_MAKE, dfnr_call, struct toy_made, fd);
#endif

static const struct toy_ioctl dfnr_ioctls[] __used = {
	SDRM_IOCTL(toy, DFNR_MAKE, SDRM_ALLOW),
};
