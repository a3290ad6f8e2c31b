// SPDX-License-Identifier: GPL-2.0
/* One object is locked, and the fence is added to another. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *from = drm_gem_object_lookup(file, arg->handle);
	struct drm_gem_object *to = drm_gem_object_lookup(file, arg->out_fence);
	struct dma_fence *fence = raw_fence_create();
	int ret = -ENOENT;

	if (!from || !to || !fence)
		goto put;

	dma_resv_lock(to->resv, NULL);
	ret = dma_resv_reserve_fences(to->resv, 1);
	if (!ret)
#ifdef CORRECT
		dma_resv_add_fence(to->resv, fence, DMA_RESV_USAGE_WRITE);
#else
		dma_resv_add_fence(from->resv, fence, DMA_RESV_USAGE_WRITE);
#endif
	dma_resv_unlock(to->resv);
put:
	dma_fence_put(fence);
	if (to)
		drm_gem_object_put(to);
	if (from)
		drm_gem_object_put(from);
	return ret;
}
