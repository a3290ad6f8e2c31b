// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: the file data is an associated type
#include "reject.h"

static int dfdh_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dfdh_open);

struct dfdh_other {
	struct sdrm_debugfs_file base;
};

#ifdef MISUSE
static int dfdh_call(struct dfdh_other *file, struct toy_get *arg)
#else
static int dfdh_call(struct toy_file *file, struct toy_get *arg)
#endif
{
	return 0;
}

/* refused here */ SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, dfdh_call, struct toy_get);

static const struct sdrm_debugfs_ioctl *const dfdh_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dfdh_call),
};

static const struct sdrm_debugfs dfdh_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dfdh_ioctls,
};
