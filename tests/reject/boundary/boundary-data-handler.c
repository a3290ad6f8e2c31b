// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: declare_drm_ioctls! types the handler
#include "reject.h"

static int bdh_open(struct vgem_file *vfile)
{
	return 0;
}

SDRM_FILE_TYPE(vgem_file, bdh_open);

#ifdef MISUSE
static int bdh_attach(struct vgem_file *vfile,
	struct drm_vgem_fence_signal *arg)
#else
static int bdh_attach(struct vgem_file *vfile,
	struct drm_vgem_fence_attach *arg)
#endif
{
	return 0;
}

/* refused here */ SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, bdh_attach,
					  drm_vgem_fence_attach);

static const struct sdrm_ioctl bdh_ioctls[] = {
	SDRM_IOCTL(VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver bdh_driver __used = {
	.file	= &vgem_file_type,
	.ioctls	= bdh_ioctls,
};
