// SPDX-License-Identifier: GPL-2.0
/*
 * An inner variable of the same name.
 *
 * left: toy_shadow
 */
#include "nasty.h"

int toy_shadow(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	if (ret) {
		struct drm_gem_object *obj = drm_gem_object_lookup(file, arg->other);

		if (obj)
			drm_gem_object_put(obj);
	}
	drm_gem_object_put(obj);
	return ret;
}
