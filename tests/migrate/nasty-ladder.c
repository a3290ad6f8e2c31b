// SPDX-License-Identifier: GPL-2.0
/*
 * Three labels, each with its release.
 *
 * migrated: toy_ladder
 */
#include "nasty.h"

int toy_ladder(struct drm_device *dev, void *data, struct drm_file *file)
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
	if (ret)
		goto unlock;

	if (arg->count > 7) {
		ret = -E2BIG;
		goto unlock;
	}
	arg->result = 1;
unlock:
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}
