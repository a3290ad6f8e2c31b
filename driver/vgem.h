/* SPDX-License-Identifier: GPL-2.0 */
#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

/* The device has no state of its own. */
struct vgem_device {
	struct sdrm_device base;
};

/* An open file: the fences that it has attached and not signalled yet. */
struct vgem_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

SDRM_DRIVER_TYPES(vgem, vgem_device, vgem_file);

int vgem_fence_attach(const struct vgem_device *vgem,
		      const struct vgem_file *vfile,
		      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv();
int vgem_fence_signal(const struct vgem_device *vgem,
		      const struct vgem_file *vfile,
		      struct drm_vgem_fence_signal *arg);
