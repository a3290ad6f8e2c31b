// SPDX-License-Identifier: GPL-2.0
// class: device: handler left out of the table
// tool: gcc
// says: defined but not used
// off: -Wno-unused-function
// rust: rustc: dead code
#include "reject.h"

static int dtm_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

static int dtm_other(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, dtm_call, struct toy_get);
SDRM_IOCTL_DEFINE(toy, TOY_MAKE, dtm_other, struct toy_made); /* refused here */

static const struct toy_ioctl dtm_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
#ifndef MISUSE
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
#endif
};
