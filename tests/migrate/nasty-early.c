// SPDX-License-Identifier: GPL-2.0
/*
 * Early returns, each with its put.
 *
 * migrated: toy_early
 */
#include "nasty.h"

int toy_early(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (arg->count > 7) {
		drm_gem_object_put(obj);
		return -E2BIG;
	}

	ret = toy_work(tfile, arg->count);
	if (ret < 0) {
		drm_gem_object_put(obj);
		return ret;
	}

	drm_gem_object_put(obj);
	return 0;
}
