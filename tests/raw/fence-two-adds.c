// SPDX-License-Identifier: GPL-2.0
/* Two fences are added, but only one slot is reserved. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct dma_fence *first = raw_fence_create();
	struct dma_fence *second = raw_fence_create();
	struct drm_gem_object *bo = drm_gem_object_lookup(file, arg->handle);
	int ret = -ENOENT;

	if (!bo || !first || !second)
		goto put;

	dma_resv_lock(bo->resv, NULL);
#ifdef CORRECT
	ret = dma_resv_reserve_fences(bo->resv, 2);
#else
	ret = dma_resv_reserve_fences(bo->resv, 1);
#endif
	if (!ret) {
		dma_resv_add_fence(bo->resv, first, DMA_RESV_USAGE_READ);
		dma_resv_add_fence(bo->resv, second, DMA_RESV_USAGE_READ);
	}
	dma_resv_unlock(bo->resv);
put:
	dma_fence_put(second);
	dma_fence_put(first);
	if (bo)
		drm_gem_object_put(bo);
	return ret;
}
