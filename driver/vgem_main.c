// SPDX-License-Identifier: GPL-2.0
/*
 * vgem: a DRM device without hardware, for testing the sharing of buffers and
 * waiting for fences.
 */
#include "vgem.h"

/* Long enough for any test, short enough for waiters on a forgotten fence. */
#define VGEM_FENCE_TIMEOUT_MS 10000

SDRM_PARAM_UINT(max_fences, 16384, 1, 65536,
		"Maximum number of outstanding fences per open file (1 to 65536, default 16384)");

SDRM_PARAM_BOOL(syncobj, false,
		"Enable sync objects, which the in-tree vgem does not have (default: off)");

static int vgem_init(struct vgem_device *vgem)
{
	if (syncobj)
		sdrm_device_offer_syncobj(&vgem->base);
	return 0;
}

static int vgem_open(const struct vgem_device *vgem, struct vgem_file *vfile)
{
	sdrm_fence_table_init(&vfile->fences, &vfile->base.managed,
			      VGEM_FENCE_TIMEOUT_MS, max_fences);
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, vgem_fence_attach,
		  struct drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_SIGNAL, vgem_fence_signal,
		  struct drm_vgem_fence_signal);

static const struct vgem_ioctl vgem_ioctls[] = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
};

static const struct vgem_driver vgem_driver = {
	.name		= "vgem",
	.desc		= "Virtual GEM provider",
	.date		= "20120112",
	.major		= 1,
	.minor		= 0,
	.init		= vgem_init,
	.open		= vgem_open,
	.ioctls		= SDRM_IOCTLS(vgem_ioctls),
	.gem		= &sdrm_gem_shmem_wc,
	.timeline	= "unbound",
};

sdrm_module_driver(vgem, vgem_driver);

MODULE_DESCRIPTION("Virtual GEM provider");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
