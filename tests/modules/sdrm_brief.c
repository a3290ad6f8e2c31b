// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_brief: vgem's handlers, and hence its uAPI, with fences that expire after
 * milliseconds, for races with the expiry thousands of times per minute.
 */
#include <vgem_ioctl.c>

#define BRIEF_TIMEOUT_MS 16
#define BRIEF_MAX_FENCES 1024

static int brief_open(const struct vgem_device *brief, struct vgem_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, BRIEF_TIMEOUT_MS,
			      BRIEF_MAX_FENCES);
	return 0;
}

SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, vgem_fence_attach,
		  struct drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(vgem, DRM_IOCTL_VGEM_FENCE_SIGNAL, vgem_fence_signal,
		  struct drm_vgem_fence_signal);

static const struct vgem_ioctl brief_ioctls[] = {
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(vgem, DRM_IOCTL_VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
};

static const struct vgem_driver brief_driver = {
	.name		= "sdrm_brief",
	.desc		= "vgem with brief fences",
	.date		= "20261122",
	.major		= 1,
	.open		= brief_open,
	.ioctls		= SDRM_IOCTLS(brief_ioctls),
	.gem		= &sdrm_gem_shmem_wc,
	.timeline	= "brief",
};

sdrm_module_driver(vgem, brief_driver);

MODULE_DESCRIPTION("vgem with fences that expire after milliseconds");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
