// SPDX-License-Identifier: GPL-2.0
/*
 * Conditions in conditions, each way out with what it has taken.
 *
 * migrated: toy_nested
 */
#include "nasty.h"

int toy_nested(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	dma_resv_lock(obj->resv, NULL);
	if (arg->count) {
		ret = toy_work(tfile, arg->count);
		if (ret < 0) {
			if (arg->flags) {
				arg->result = 2;
				goto unlock;
			}
			arg->result = 3;
			goto unlock;
		}
	}
	ret = 0;
unlock:
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}
