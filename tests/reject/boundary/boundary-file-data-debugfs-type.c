// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int dftd_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dftd_open);

static int dftd_drm_open(struct vgem_file *vfile)
{
	return 0;
}

SDRM_FILE_TYPE(vgem_file, dftd_drm_open);

static const struct sdrm_debugfs dftd_driver __used = {
#ifdef MISUSE
	.file	= &vgem_file_type,
#else
	.file	= &toy_file_type,
#endif
};

static const struct sdrm_driver dftd_drm_driver __used = {
	.file	= &vgem_file_type,
};

static const struct sdrm_debugfs_file_type *const dftd_unused __used = &toy_file_type;
