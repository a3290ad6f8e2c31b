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

/* The device has no state of its own. */
struct vgem_device {
	struct sdrm_device base;
};

static int vgem_init(struct vgem_device *vgem)
{
	if (syncobj)
		sdrm_device_offer_syncobj(&vgem->base);
	return 0;
}

static int vgem_open(struct vgem_file *vfile)
{
	sdrm_fence_table_init(&vfile->fences, &vfile->base.managed,
			      VGEM_FENCE_TIMEOUT_MS, max_fences);
	return 0;
}

SDRM_DEVICE_TYPE(vgem_device, vgem_init);
SDRM_FILE_TYPE(vgem_file, vgem_open);

SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, vgem_fence_attach, drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(VGEM_FENCE_SIGNAL, vgem_fence_signal, drm_vgem_fence_signal);

static const struct sdrm_ioctl vgem_ioctls[] = {
	SDRM_IOCTL(VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver vgem_driver = {
	.name			= "vgem",
	.desc			= "Virtual GEM provider",
	.date			= "20120112",
	.major			= 1,
	.minor			= 0,
	.device			= &vgem_device_type,
	.file			= &vgem_file_type,
	.ioctls			= vgem_ioctls,
	.num_ioctls		= ARRAY_SIZE(vgem_ioctls),
	.gem_create_object	= sdrm_gem_shmem_create_wc,
	.timeline		= "unbound",
};

sdrm_module_driver(vgem_driver);

MODULE_DESCRIPTION("Virtual GEM provider");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
