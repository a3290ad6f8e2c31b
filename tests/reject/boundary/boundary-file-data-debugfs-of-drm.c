// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int dftod_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, dftod_open);

static int dftod_drm_open(struct vgem_file *vfile)
{
	return 0;
}

SDRM_FILE_TYPE(vgem_file, dftod_drm_open);

static const struct sdrm_driver dftod_drm_driver __used = {
#ifdef MISUSE
	.file	= &toy_file_type,
#else
	.file	= &vgem_file_type,
#endif
};

static const struct sdrm_debugfs dftod_driver __used = {
	.file	= &toy_file_type,
};

static const struct sdrm_file_type *const dftod_unused __used = &vgem_file_type;
