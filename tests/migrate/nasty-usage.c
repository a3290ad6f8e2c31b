// SPDX-License-Identifier: GPL-2.0
/*
 * What a usage was made of changes before the test that uses it.
 *
 * left: toy_usage
 * migrated: toy_usage_now
 */
#include "nasty.h"

int toy_usage(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	enum dma_resv_usage usage;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	usage = dma_resv_usage_rw(arg->flags & TOY_WRITE);
	arg->flags = 0;
	dma_resv_lock(obj->resv, NULL);
	if (!dma_resv_test_signaled(obj->resv, usage))
		ret = -EBUSY;
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}

int toy_usage_now(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	enum dma_resv_usage usage;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	usage = dma_resv_usage_rw(arg->flags & TOY_WRITE);
	if (!dma_resv_test_signaled(obj->resv, usage))
		ret = -EBUSY;
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}
