// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: the file data is an associated type
#include "reject.h"

/* For the file of a DRM device. */
#ifdef MISUSE
static int dfddh_call(const struct toy *toy, const struct vgem_file *file, struct toy_get *arg)
#else
static int dfddh_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, dfddh_call, struct toy_get); /* refused here */

static const struct toy_ioctl dfddh_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
};
