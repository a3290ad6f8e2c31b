// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: the descriptor is a return value
#include "reject.h"

static int dfm_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dfm_open);

static struct sdrm_sync_file dfm_call(struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

#ifdef MISUSE
SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, dfm_call, struct toy_made, value);
#else
SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, dfm_call, struct toy_made, fd);
#endif

static const struct sdrm_debugfs_ioctl *const dfm_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dfm_call),
};

static const struct sdrm_debugfs dfm_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dfm_ioctls,
};
