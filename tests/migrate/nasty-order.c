// SPDX-License-Identifier: GPL-2.0
/*
 * Two objects, put in the order of their look-ups: an owner would put them the
 * other way round.
 *
 * left: toy_order
 */
#include "nasty.h"

int toy_order(struct drm_device *dev, void *data, struct drm_file *file)
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

	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(a);
	drm_gem_object_put(b);
	return ret;
}
