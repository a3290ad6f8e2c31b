// SPDX-License-Identifier: GPL-2.0
/* Waits for a fence under a reservation that its signaller may need. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;
	struct drm_gem_object *bo;
	long ret;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	mutex_lock(&vfile->lock);
	fence = dma_fence_get(idr_find(&vfile->ids, arg->out_fence));
	mutex_unlock(&vfile->lock);
	if (!fence) {
		drm_gem_object_put(bo);
		return -ENOENT;
	}
#ifdef CORRECT
	ret = dma_fence_wait(fence, true);
#endif
	dma_resv_lock(bo->resv, NULL);
#ifndef CORRECT
	ret = dma_fence_wait(fence, true);
#endif
	if (!ret)
		ret = dma_resv_reserve_fences(bo->resv, 1);
	dma_resv_unlock(bo->resv);
	dma_fence_put(fence);
	drm_gem_object_put(bo);
	return ret;
}
