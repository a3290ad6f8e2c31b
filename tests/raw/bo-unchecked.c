// SPDX-License-Identifier: GPL-2.0
/* A lookup may return NULL, which is not checked. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	bool idle;

	bo = drm_gem_object_lookup(file, arg->handle);
#ifdef CORRECT
	if (!bo)
		return -ENOENT;
#endif
	idle = dma_resv_test_signaled(bo->resv, DMA_RESV_USAGE_READ);
	drm_gem_object_put(bo);
	return idle ? 0 : -EBUSY;
}
