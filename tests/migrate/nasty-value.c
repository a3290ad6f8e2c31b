// SPDX-License-Identifier: GPL-2.0
/*
 * What is returned is computed from ret.
 *
 * migrated: toy_value
 */
#include "nasty.h"

int toy_value(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	if (ret < 0)
		goto out;
	arg->result = ret;
	ret = 0;
out:
	drm_gem_object_put(obj);
	return ret ? ret : 0;
}
