// SPDX-License-Identifier: GPL-2.0
// class: handles: wrong kind
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: mismatched types
#include "reject.h"

/* Returns no file, although the command requires one. */
#ifdef MISUSE
static int
dfhi_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	return 0;
}
#else
static struct sdrm_sync_file
dfhi_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}
#endif

SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, dfhi_call, struct toy_made, fd); /* refused here */

static const struct toy_ioctl dfhi_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
};
