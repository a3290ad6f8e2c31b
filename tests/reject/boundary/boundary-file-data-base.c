// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: DriverFile is an associated type
#include "reject.h"

struct bfdb_file {
#ifdef MISUSE
	int number;
#endif
	struct sdrm_file base;
};

static int bfdb_open(struct bfdb_file *file)
{
	return 0;
}

SDRM_FILE_TYPE(bfdb_file, bfdb_open); /* refused here */

static const struct sdrm_driver bfdb_driver __used = {
	.file = &bfdb_file_type,
};
