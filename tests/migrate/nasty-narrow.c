// SPDX-License-Identifier: GPL-2.0
/*
 * What a u8 is given is not what it has: -EBUSY in it is 240. An int has 32 bits.
 *
 * migrated: toy_narrow toy_wide
 * keeps: return ret;
 * keeps: arg->count = 7;
 */
#include "nasty.h"

int toy_narrow(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	u8 ret = 0;

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

#define TOY_WIDE 0x100000000

int toy_wide(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	int ret = TOY_WIDE, more = 4294967296;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (ret == TOY_WIDE && more)
		goto out;
	arg->count = 7;
out:
	drm_gem_object_put(obj);
	return ret;
}
