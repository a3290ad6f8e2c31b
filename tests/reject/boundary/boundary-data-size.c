// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: rustc: declare_drm_ioctls! asserts the size
#include "reject.h"

static int __maybe_unused bds_attach(const struct vgem_device *vgem,
				     const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
	return 0;
}

static int __maybe_unused bds_short(const struct vgem_device *vgem,
				    const struct vgem_file *vfile,
				    struct drm_vgem_fence_signal *arg)
{
	return 0;
}

#ifdef MISUSE
SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, bds_short,
		  struct drm_vgem_fence_signal);
#else
SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, bds_attach,
		  struct drm_vgem_fence_attach);
#endif

static const struct vgem_ioctl bds_ioctls[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};
