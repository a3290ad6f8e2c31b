// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: declare_drm_ioctls! types the handler
#include "reject.h"

static int bdh_attach(const struct vgem_device *vgem,
		      const struct vgem_file *vfile,
#ifdef MISUSE
		      struct drm_vgem_fence_signal *arg)
#else
		      struct drm_vgem_fence_attach *arg)
#endif
{
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, bdh_attach, /* refused here */
		  struct drm_vgem_fence_attach);

static const struct vgem_ioctl bdh_ioctls[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};
