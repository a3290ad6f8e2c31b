// SPDX-License-Identifier: GPL-2.0
/*
 * It unlocks another object than it locked.
 *
 * left: toy_other
 */
#include "nasty.h"

int toy_other(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *a;
	struct drm_gem_object *b;
	int ret;

	a = drm_gem_object_lookup(file, arg->handle);
	if (!a)
		return -ENOENT;
	b = drm_gem_object_lookup(file, arg->other);
	if (!b) {
		drm_gem_object_put(a);
		return -ENOENT;
	}
	dma_resv_lock(a->resv, NULL);
	ret = toy_work(tfile, arg->count);
	dma_resv_unlock(b->resv);
	drm_gem_object_put(b);
	drm_gem_object_put(a);
	return ret;
}
