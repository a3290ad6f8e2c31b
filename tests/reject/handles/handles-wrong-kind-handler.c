// SPDX-License-Identifier: GPL-2.0
// class: handles: wrong kind
// tool: gcc
// says: invalid initializer|incompatible types
// off: type
// rust: rustc: mismatched types
#include "reject.h"

static int dfhi_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dfhi_open);

/* Returns no file, although the command requires one. */
#ifdef MISUSE
static int dfhi_call(struct toy_file *file, struct toy_made *arg)
{
	return 0;
}
#else
static struct sdrm_sync_file dfhi_call(struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}
#endif

/* refused here */ SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, dfhi_call,
						 struct toy_made, fd);

static const struct sdrm_debugfs_ioctl *const dfhi_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dfhi_call),
};

static const struct sdrm_debugfs dfhi_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dfhi_ioctls,
};
