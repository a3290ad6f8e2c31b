// SPDX-License-Identifier: GPL-2.0
// class: device: handler left out of the table
// tool: gcc
// says: defined but not used
// off: -Wno-unused-const-variable
// rust: rustc: dead code
#include "reject.h"

static int dtm_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dtm_open);

static int dtm_call(struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

static int dtm_other(struct toy_file *file, struct toy_made *arg)
{
	return 0;
}

SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, dtm_call, struct toy_get);
/* refused here */ SDRM_DEBUGFS_IOCTL_DEFINE(TOY_MAKE, dtm_other, struct toy_made);

static const struct sdrm_debugfs_ioctl *const dtm_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dtm_call),
#ifndef MISUSE
	SDRM_DEBUGFS_IOCTL(dtm_other),
#endif
};

static const struct sdrm_debugfs dtm_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dtm_ioctls,
};
