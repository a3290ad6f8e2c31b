// SPDX-License-Identifier: GPL-2.0
/* A reservation's internal lock is used, through an internal header. */
#include "raw.h"

#ifndef CORRECT
#include <linux/ww_mutex.h>

#endif
int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	int ret;

	dma_resv_lock(bo->resv, NULL);
	ret = dma_resv_reserve_fences(bo->resv, 1);
	if (!ret)
		dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
#ifdef CORRECT
	dma_resv_unlock(bo->resv);
#else
	mutex_unlock(&bo->resv->lock.base);
#endif
	return ret;
}
