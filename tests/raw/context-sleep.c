// SPDX-License-Identifier: GPL-2.0
/* Sleeps while a reservation is locked. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	bool idle;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

#ifdef CORRECT
	msleep(20);
#endif
	dma_resv_lock(bo->resv, NULL);
#ifndef CORRECT
	msleep(20);
#endif
	idle = dma_resv_test_signaled(bo->resv, DMA_RESV_USAGE_READ);
	dma_resv_unlock(bo->resv);
	drm_gem_object_put(bo);
	return idle ? 0 : -EBUSY;
}
