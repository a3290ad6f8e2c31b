// SPDX-License-Identifier: GPL-2.0
/* A cursor that is valid only under the lock is used after unlocking. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct dma_resv_iter cursor;
	struct dma_fence *fence;
	bool idle = true;
	struct drm_gem_object *bo;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	dma_resv_lock(bo->resv, NULL);
	dma_resv_iter_begin(&cursor, bo->resv, DMA_RESV_USAGE_READ);
	fence = dma_resv_iter_first(&cursor);
#ifndef CORRECT
	dma_resv_unlock(bo->resv);
#endif
	if (fence && !dma_resv_iter_next(&cursor))
		idle = dma_fence_is_signaled(fence);
#ifdef CORRECT
	dma_resv_unlock(bo->resv);
#endif
	dma_resv_iter_end(&cursor);
	drm_gem_object_put(bo);
	return idle ? 0 : -EBUSY;
}
