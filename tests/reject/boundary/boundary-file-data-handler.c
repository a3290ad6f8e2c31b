// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: not refused: declare_drm_ioctls! infers the file type from the handler
#include "reject.h"

struct bfdh_other {
	struct sdrm_file base;
};

static int bfdh_attach(const struct vgem_device *vgem,
#ifdef MISUSE
		       const struct bfdh_other *vfile,
#else
		       const struct vgem_file *vfile,
#endif
		       struct drm_vgem_fence_attach *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, bfdh_attach, /* refused here */
		  struct drm_vgem_fence_attach);

static const struct vgem_ioctl bfdh_ioctls[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};
