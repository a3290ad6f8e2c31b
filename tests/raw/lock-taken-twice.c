// SPDX-License-Identifier: GPL-2.0
/* A reservation is locked again by its holder. */
#include "raw.h"

int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	int ret;

	dma_resv_lock(bo->resv, NULL);
	ret = dma_resv_reserve_fences(bo->resv, 1);
	if (!ret) {
#ifndef CORRECT
		dma_resv_lock(bo->resv, NULL);
#endif
		dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
	}
	dma_resv_unlock(bo->resv);
	return ret;
}
