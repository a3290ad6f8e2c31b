// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: the handler is typed
#include "reject.h"

static int ddh_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, ddh_open);

#ifdef MISUSE
static int ddh_call(struct toy_file *file, struct toy_made *arg)
#else
static int ddh_call(struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

/* refused here */ SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, ddh_call, struct toy_get);

static const struct sdrm_debugfs_ioctl *const ddh_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(ddh_call),
};

static const struct sdrm_debugfs ddh_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= ddh_ioctls,
};
