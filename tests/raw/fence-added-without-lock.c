// SPDX-License-Identifier: GPL-2.0
/* A fence is added to a reservation that is not locked. */
#include "raw.h"

int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	int ret;

#ifdef CORRECT
	dma_resv_lock(bo->resv, NULL);
#endif
	ret = dma_resv_reserve_fences(bo->resv, 1);
	if (!ret)
		dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
#ifdef CORRECT
	dma_resv_unlock(bo->resv);
#endif
	return ret;
}
