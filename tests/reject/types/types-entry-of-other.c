// SPDX-License-Identifier: GPL-2.0
// class: types: table of another driver
// tool: gcc
// says: has no member named .__sdrm_ioctl_of_vgem.
// off: type
// rust: not refused: declare_drm_ioctls! infers the driver from the handler
#include "reject.h"

static int types_entry_of_other_attach(const struct vgem_device *vgem, const struct vgem_file *vfile,
		     struct drm_vgem_fence_attach *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, types_entry_of_other_attach,
		  struct drm_vgem_fence_attach);

static int types_entry_of_other_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_entry_of_other_handler, struct drm_mut_case);

static const struct mut_ioctl types_entry_of_other_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
#ifdef MISUSE
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
#endif
};

static const struct vgem_ioctl types_entry_of_other_others[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};
