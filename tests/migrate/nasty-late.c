// SPDX-License-Identifier: GPL-2.0
/*
 * What follows the unlock must not come under the lock.
 *
 * migrated: toy_late
 */
#include "nasty.h"

int toy_late(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	arg->result = toy_work(tfile, arg->count);
	dma_resv_unlock(obj->resv);

	ret = toy_sleep(tfile);
	drm_gem_object_put(obj);
	return ret;
}
