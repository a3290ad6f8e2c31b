// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int dftod_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, dftod_call, struct toy_get);

static const struct toy_ioctl dftod_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
};

static int dftod_attach(const struct vgem_device *vgem, const struct vgem_file *vfile,
			struct drm_vgem_fence_attach *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, dftod_attach,
		  struct drm_vgem_fence_attach);

static const struct vgem_ioctl dftod_drm_ioctls[] __used = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
};

static const struct vgem_driver dftod_drm_driver __used = {
	.name	= "reject",
#ifdef MISUSE
	.ioctls	= SDRM_IOCTLS(dftod_ioctls),
#else
	.ioctls	= SDRM_IOCTLS(dftod_drm_ioctls),
#endif
};
