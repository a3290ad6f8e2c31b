// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: DriverFile is an associated type
#include "reject.h"

#ifdef MISUSE
static void bfdc_close(const struct vgem_device *vgem, struct mut_file *file)
#else
static void bfdc_close(const struct vgem_device *vgem, struct vgem_file *file)
#endif
{
}

static const struct vgem_driver bfdc_driver __used = {
	.name	= "reject",
	.close	= bfdc_close, /* refused here */
};
