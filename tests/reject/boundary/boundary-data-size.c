// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: declare_drm_ioctls! asserts the size
#include "reject.h"

static int bds_open(struct vgem_file *vfile)
{
	return 0;
}

SDRM_FILE_TYPE(vgem_file, bds_open);

static int __maybe_unused
bds_attach(struct vgem_file *vfile, struct drm_vgem_fence_attach *arg)
{
	return 0;
}

static int __maybe_unused
bds_short(struct vgem_file *vfile, struct drm_vgem_fence_signal *arg)
{
	return 0;
}

#ifdef MISUSE
SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, bds_short, drm_vgem_fence_signal);
#else
SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, bds_attach, drm_vgem_fence_attach);
#endif

static const struct sdrm_ioctl bds_ioctls[] = {
	SDRM_IOCTL(VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver bds_driver __used = {
	.file	= &vgem_file_type,
	.ioctls	= bds_ioctls,
};
