// SPDX-License-Identifier: GPL-2.0
/*
 * Room is reserved, and not used on one path.
 *
 * left: toy_room
 */
#include "nasty.h"

int toy_room(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	struct dma_fence *fence = toy_fence(tfile);
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	ret = dma_resv_reserve_fences(obj->resv, 1);
	if (ret)
		goto unlock;
	if (arg->count)
		dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_READ);
unlock:
	dma_resv_unlock(obj->resv);
	dma_fence_put(fence);
	drm_gem_object_put(obj);
	return ret;
}
