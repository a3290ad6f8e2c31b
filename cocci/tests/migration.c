// SPDX-License-Identifier: GPL-2.0
/* A raw driver's ioctls, as they are written today. */
#include "migration.h"

/*
 * Attach a fence and signal it. (It leaks where the buffer is busy, as raw code
 * will: what the conversion makes of it does not.)
 */
int toy_touch(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	struct dma_fence *fence;
	int ret;

	if (arg->pad)
		return -EINVAL;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	fence = toy_fence_create(tfile);
	if (!fence) {
		ret = -ENOMEM;
		goto put_object;
	}

	dma_resv_lock(obj->resv, NULL);
	if (!dma_resv_test_signaled(obj->resv, dma_resv_usage_rw(true))) {
		ret = -EBUSY;
		goto unlock;
	}

	ret = dma_resv_reserve_fences(obj->resv, 1);
	if (ret)
		goto unlock;

	dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_WRITE);

	dma_fence_signal(fence);
	dma_fence_put(fence);
unlock:
	dma_resv_unlock(obj->resv);
put_object:
	drm_gem_object_put(obj);
	return ret;
}

/* Is the buffer idle? No fence, one label. */
int toy_wait_idle(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	if (!dma_resv_test_signaled(obj->resv, DMA_RESV_USAGE_READ))
		ret = -EBUSY;
	dma_resv_unlock(obj->resv);

	drm_gem_object_put(obj);
	return ret;
}
