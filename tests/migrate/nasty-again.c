// SPDX-License-Identifier: GPL-2.0
/*
 * One variable, two look-ups.
 *
 * left: toy_again
 */
#include "nasty.h"

int toy_again(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(obj);
	obj = drm_gem_object_lookup(file, arg->other);
	if (!obj)
		return -ENOENT;
	drm_gem_object_put(obj);
	return ret;
}
