// SPDX-License-Identifier: GPL-2.0
/*
 * It leaks on one path. An owner would not: a change of what it does, so not for a
 * tool.
 *
 * left: toy_leak
 */
#include "nasty.h"

int toy_leak(struct drm_device *dev, void *data, struct drm_file *file)
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
		return ret;
	drm_gem_object_put(obj);
	return 0;
}
