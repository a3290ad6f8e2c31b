// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: DriverFile is an associated type
/* The optional callback is type-checked as well. */
#include "reject.h"

struct bfdc_file {
	struct sdrm_file base;
	int number;
};

static int bfdc_open(struct bfdc_file *file)
{
	return 0;
}

#ifdef MISUSE
static void bfdc_close(struct vgem_file *file)
#else
static void bfdc_close(struct bfdc_file *file)
#endif
{
}

SDRM_FILE_TYPE(bfdc_file, bfdc_open, bfdc_close); /* refused here */

static const struct sdrm_driver bfdc_driver __used = {
	.file = &bfdc_file_type,
};
