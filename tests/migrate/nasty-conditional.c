// SPDX-License-Identifier: GPL-2.0
/*
 * A put under a condition of its own.
 *
 * left: toy_conditional
 */
#include "nasty.h"

int toy_conditional(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	if (ret)
		goto out;
	drm_gem_object_put(obj);
	return 0;
out:
	if (ret != -EEXIST)
		drm_gem_object_put(obj);
	return ret;
}
