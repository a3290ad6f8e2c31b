// SPDX-License-Identifier: GPL-2.0
/*
 * A lock in a loop, of an object looked up there.
 *
 * left: toy_loop
 */
#include "nasty.h"

int toy_loop(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	unsigned int i;

	for (i = 0; i < arg->count; i++) {
		obj = drm_gem_object_lookup(file, arg->handles[i]);
		if (!obj)
			return -ENOENT;
		dma_resv_lock(obj->resv, NULL);
		if (toy_work(tfile, i))
			break;
		dma_resv_unlock(obj->resv);
		drm_gem_object_put(obj);
	}
	return 0;
}
