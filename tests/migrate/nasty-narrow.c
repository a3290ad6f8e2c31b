// SPDX-License-Identifier: GPL-2.0
/*
 * What a u8 is given is not what it has: -EBUSY in it is 240.
 *
 * migrated: toy_narrow
 * keeps: return ret;
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
