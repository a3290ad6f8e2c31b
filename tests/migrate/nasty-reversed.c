// SPDX-License-Identifier: GPL-2.0
/*
 * It puts before it unlocks.
 *
 * left: toy_reversed
 */
#include "nasty.h"

int toy_reversed(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(obj);
	dma_resv_unlock(obj->resv);
	return ret;
}
