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

SDRM_DEBUGFS_TYPES(dfdb, toy, dfdb_file); /* refused here */

static const struct dfdb_driver dfdb_driver __used = {
	.name	= "reject",
};
