// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: DriverFile is an associated type
#include "reject.h"

static int bfdh_open(struct vgem_file *vfile)
{
	return 0;
}

SDRM_FILE_TYPE(vgem_file, bfdh_open);

struct bfdh_other {
	struct sdrm_file base;
};

#ifdef MISUSE
static int bfdh_attach(struct bfdh_other *vfile, struct drm_vgem_fence_attach *arg)
#else
static int bfdh_attach(struct vgem_file *vfile, struct drm_vgem_fence_attach *arg)
#endif
{
	return 0;
}

/* refused here */ SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, bfdh_attach,
					  drm_vgem_fence_attach);

static const struct sdrm_ioctl bfdh_ioctls[] = {
	SDRM_IOCTL(VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver bfdh_driver __used = {
	.file	= &vgem_file_type,
	.ioctls	= bfdh_ioctls,
};
