// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int __used dftd_drm_open(const struct vgem_device *vgem, struct vgem_file *vfile)
{
	return 0;
}

static int __used dftd_open(const struct toy *toy, struct toy_file *file)
{
	return 0;
}

static const struct toy_driver dftd_driver __used = {
	.name	= "reject",
#ifdef MISUSE
	.open	= dftd_drm_open,
#else
	.open	= dftd_open,
#endif
};
