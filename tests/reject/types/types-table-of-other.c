// SPDX-License-Identifier: GPL-2.0
// class: types: table of another driver
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int types_table_of_other_attach(const struct vgem_device *vgem, const struct vgem_file *vfile,
		     struct drm_vgem_fence_attach *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, types_table_of_other_attach,
		  struct drm_vgem_fence_attach);

static const struct vgem_ioctl types_table_of_other_others[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};

static int types_table_of_other_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_table_of_other_handler, struct drm_mut_case);

static const struct mut_ioctl types_table_of_other_ioctls[] __used = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};

static const struct mut_driver types_table_of_other_driver __used = {
#ifdef MISUSE
	.ioctls	= SDRM_IOCTLS(types_table_of_other_others),
#else
	.ioctls	= SDRM_IOCTLS(types_table_of_other_ioctls),
#endif
};
