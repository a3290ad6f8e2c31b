// SPDX-License-Identifier: GPL-2.0
/*
 * Locked on one branch only, and unlocked by the same condition.
 *
 * left: toy_branches
 */
#include "nasty.h"

int toy_branches(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (arg->count)
		dma_resv_lock(obj->resv, NULL);
	ret = toy_work(tfile, arg->count);
	if (arg->count)
		dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}
