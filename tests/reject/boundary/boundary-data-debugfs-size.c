// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: the command asserts the size
#include "reject.h"

#ifdef MISUSE
#define DDS_CALL _IOWR('T', 0, struct toy_get)
#else
#define DDS_CALL _IOWR('T', 0, struct toy_made)
#endif

static int dds_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, DDS_CALL, dds_call, struct toy_made); /* refused here */

static const struct toy_ioctl dds_ioctls[] __used = {
	SDRM_IOCTL(toy, DDS_CALL, SDRM_ALLOW),
};
