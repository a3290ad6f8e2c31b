// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: the command asserts the size
#include "reject.h"

static int dds_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dds_open);

static int dds_call(struct toy_file *file, struct toy_made *arg)
{
	return 0;
}

#ifdef MISUSE
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, dds_call, struct toy_made);
#else
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_MAKE, dds_call, struct toy_made);
#endif

static const struct sdrm_debugfs_ioctl *const dds_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dds_call),
};

static const struct sdrm_debugfs dds_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dds_ioctls,
};
