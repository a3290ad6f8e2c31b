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

SDRM_DRIVER_TYPES(bfdb, vgem_device, bfdb_file); /* refused here */

static const struct bfdb_driver bfdb_driver __used = {
	.name	= "reject",
};
