// SPDX-License-Identifier: GPL-2.0
// class: sync_file: leaked
// tool: gcc
// says: incompatible type for argument|control reaches end
// off: type
// rust: rustc: mismatched types
#include "reject.h"

static int dfhl_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dfhl_open);

static struct sdrm_sync_file __maybe_unused
dfhl_call(struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

/* Returns a file, although the command installs none. */
#ifdef MISUSE
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_MAKE, dfhl_call, struct toy_made);
#else
SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, dfhl_call, struct toy_made, fd);
#endif

static const struct sdrm_debugfs_ioctl *const dfhl_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dfhl_call),
};

static const struct sdrm_debugfs dfhl_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dfhl_ioctls,
};
