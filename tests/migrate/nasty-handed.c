// SPDX-License-Identifier: GPL-2.0
/*
 * The object is handed on, and is not put.
 *
 * left: toy_handed
 */
#include "nasty.h"

int toy_handed(struct drm_device *dev, void *data, struct drm_file *file)
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
	arg->kept = (unsigned long)obj;
	return 0;
}
