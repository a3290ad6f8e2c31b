// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: the handler is typed
#include "reject.h"

#ifdef MISUSE
static int ddh_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
#else
static int ddh_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, ddh_call, struct toy_get); /* refused here */

static const struct toy_ioctl ddh_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
};
