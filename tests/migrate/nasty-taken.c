// SPDX-License-Identifier: GPL-2.0
/*
 * Variables with the names that the rules give.
 *
 * left: toy_taken
 */
#include "nasty.h"

int toy_taken(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int resv = 3;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	ret = toy_work(tfile, resv);
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}
