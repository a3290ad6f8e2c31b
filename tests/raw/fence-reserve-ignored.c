// SPDX-License-Identifier: GPL-2.0
/* A slot is reserved, and the result is ignored. */
#include "raw.h"

int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	int ret = 0;

	dma_resv_lock(bo->resv, NULL);
#ifdef CORRECT
	ret = dma_resv_reserve_fences(bo->resv, 1);
#else
	dma_resv_reserve_fences(bo->resv, 1);
#endif
	if (!ret)
		dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
	dma_resv_unlock(bo->resv);
	return ret;
}
