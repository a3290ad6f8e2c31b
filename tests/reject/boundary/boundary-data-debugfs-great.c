// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: no limit: the argument is on the heap
#include "reject.h"

static int ddg_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, ddg_open);

static int __maybe_unused ddg_call(struct toy_file *file, struct toy_made *arg)
{
	return 0;
}

static int __maybe_unused ddg_great(struct toy_file *file, struct toy_great *arg)
{
	return 0;
}

#ifdef MISUSE
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GREAT, ddg_great, struct toy_great);
#else
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_MAKE, ddg_call, struct toy_made);
#endif

static const struct sdrm_debugfs_ioctl *const ddg_ioctls[] = {
#ifdef MISUSE
	SDRM_DEBUGFS_IOCTL(ddg_great),
#else
	SDRM_DEBUGFS_IOCTL(ddg_call),
#endif
};

static const struct sdrm_debugfs ddg_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= ddg_ioctls,
};
