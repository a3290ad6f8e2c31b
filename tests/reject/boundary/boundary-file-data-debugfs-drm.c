// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: the file data is an associated type
#include "reject.h"

static int dfddh_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dfddh_open);

/* For the file of a DRM device. */
#ifdef MISUSE
static int dfddh_call(struct vgem_file *file, struct toy_get *arg)
#else
static int dfddh_call(struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

/* refused here */ SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, dfddh_call, struct toy_get);

static const struct sdrm_debugfs_ioctl *const dfddh_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dfddh_call),
};

static const struct sdrm_debugfs dfddh_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dfddh_ioctls,
};
