// SPDX-License-Identifier: GPL-2.0
/*
 * Two functions with a variable of one name: what holds of the one holds not of
 * the other.
 *
 * migrated: toy_first
 * left: toy_second toy_third
 */
#include "nasty.h"

int toy_first(struct drm_device *dev, void *data, struct drm_file *file)
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
	return ret;
}

int toy_second(struct drm_gem_object *obj)
{
	int ret = toy_use(obj);

	if (ret)
		goto out;
	return 0;
out:
	drm_gem_object_put(obj);
	return ret;
}

int toy_third(struct drm_gem_object *obj)
{
	int ret;

	drm_gem_object_get(obj);
	ret = toy_use(obj);
	if (ret)
		goto out;
out:
	drm_gem_object_put(obj);
	return ret;
}
