/* SPDX-License-Identifier: GPL-2.0 */
#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

/* An open file: the fences that it has attached and not signalled yet. */
struct vgem_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

int vgem_fence_attach(struct vgem_file *vfile,
		      struct drm_vgem_fence_attach *arg);
int vgem_fence_signal(struct vgem_file *vfile,
		      struct drm_vgem_fence_signal *arg);
