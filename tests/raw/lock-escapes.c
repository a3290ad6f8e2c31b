// SPDX-License-Identifier: GPL-2.0
/* A ww context on the stack is stored in a static variable. */
#include "raw.h"

#ifndef CORRECT
static struct ww_acquire_ctx *last_ctx;

#endif
int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	struct ww_acquire_ctx ctx;
	int ret;

	ww_acquire_init(&ctx, &reservation_ww_class);
#ifndef CORRECT
	last_ctx = &ctx;
#endif
	ret = dma_resv_lock(bo->resv, &ctx);
	if (ret)
		goto fini;

	ret = dma_resv_reserve_fences(bo->resv, 1);
	if (!ret)
		dma_resv_add_fence(bo->resv, fence, DMA_RESV_USAGE_WRITE);
	dma_resv_unlock(bo->resv);
fini:
	ww_acquire_fini(&ctx);
	return ret;
}
