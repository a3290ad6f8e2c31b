// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a function pointer initialised elsewhere
// tool: gcc
// says: undeclared
// off: type
// rust: rustc: cannot find value
#include "reject.h"

static int dtu_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dtu_open);

static int dtu_call(struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

SDRM_DEBUGFS_IOCTL_DEFINE(TOY_GET, dtu_call, struct toy_get);

static int __maybe_unused dtu_other(struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

/* A handler that is not bound to a command. */
static const struct sdrm_debugfs_ioctl *const dtu_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(dtu_call),
#ifdef MISUSE
	SDRM_DEBUGFS_IOCTL(dtu_other),
#endif
};

static const struct sdrm_debugfs dtu_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= dtu_ioctls,
};
