// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: the file data is an associated type
#include "reject.h"

struct dfdh_other {
	struct sdrm_debugfs_file base;
};

#ifdef MISUSE
static int dfdh_call(const struct toy *toy, const struct dfdh_other *file, struct toy_get *arg)
#else
static int dfdh_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, dfdh_call, struct toy_get); /* refused here */

static const struct toy_ioctl dfdh_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
};
