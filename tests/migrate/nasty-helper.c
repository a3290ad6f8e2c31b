// SPDX-License-Identifier: GPL-2.0
/*
 * A function of the driver puts.
 *
 * left: toy_helper
 */
#include "nasty.h"

int toy_helper(struct drm_device *dev, void *data, struct drm_file *file)
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
		toy_release(obj);
		return ret;
	}
	drm_gem_object_put(obj);
	return 0;
}
