// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_brief: vgem's handlers, and hence its uAPI, with fences that expire after
 * milliseconds, for races with the expiry thousands of times per minute.
 */
#include <vgem_ioctl.c>

#define BRIEF_TIMEOUT_MS 16
#define BRIEF_MAX_FENCES 1024

static int brief_open(struct vgem_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, BRIEF_TIMEOUT_MS,
			      BRIEF_MAX_FENCES);
	return 0;
}

SDRM_FILE_TYPE(vgem_file, brief_open);

SDRM_IOCTL_DEFINE(VGEM_FENCE_ATTACH, vgem_fence_attach, drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(VGEM_FENCE_SIGNAL, vgem_fence_signal, drm_vgem_fence_signal);

static const struct sdrm_ioctl brief_ioctls[] = {
	SDRM_IOCTL(VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver brief_driver = {
	.name			= "sdrm_brief",
	.desc			= "vgem with brief fences",
	.date			= "20261122",
	.major			= 1,
	.file			= &vgem_file_type,
	.ioctls			= brief_ioctls,
	.num_ioctls		= ARRAY_SIZE(brief_ioctls),
	.gem_create_object	= sdrm_gem_shmem_create_wc,
	.timeline		= "brief",
};

sdrm_module_driver(brief_driver);

MODULE_DESCRIPTION("vgem with fences that expire after milliseconds");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
