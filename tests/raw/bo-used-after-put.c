// SPDX-License-Identifier: GPL-2.0
/* An object is used after its reference was put. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	bool idle;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

#ifndef CORRECT
	drm_gem_object_put(bo);
#endif
	idle = dma_resv_test_signaled(bo->resv, DMA_RESV_USAGE_READ);
#ifdef CORRECT
	drm_gem_object_put(bo);
#endif
	return idle ? 0 : -EBUSY;
}
