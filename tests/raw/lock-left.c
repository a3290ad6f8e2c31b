// SPDX-License-Identifier: GPL-2.0
/* A reservation is left locked on an error path. */
#include "raw.h"

int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	int ret;

	dma_resv_lock(bo->resv, NULL);
	ret = dma_resv_reserve_fences(bo->resv, 1);
	if (ret)
#ifdef CORRECT
		goto unlock;
#else
		return ret;
#endif
	dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
#ifdef CORRECT
unlock:
#endif
	dma_resv_unlock(bo->resv);
	return ret;
}
