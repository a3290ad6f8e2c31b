// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: no base to misplace
#include "reject.h"

struct dfdb_file {
#ifdef MISUSE
	u32 uses;
	struct sdrm_debugfs_file base;
#else
	struct sdrm_debugfs_file base;
	u32 uses;
#endif
};

static int dfdb_open(struct dfdb_file *file)
{
	return 0;
}

/* refused here */ SDRM_DEBUGFS_FILE_TYPE(dfdb_file, dfdb_open);

static const struct sdrm_debugfs dfdb_driver __used = {
	.file	= &dfdb_file_type,
};
