// SPDX-License-Identifier: GPL-2.0
/*
 * A macro of the driver assigns to its argument.
 *
 * left: toy_assigns
 */
#include "nasty.h"

#define TOY_NEXT(n) ((n) = toy_next())

int toy_assigns(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int n = 0;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	TOY_NEXT(n);
	if (n) {
		ret = -EBUSY;
		goto out;
	}
	ret = toy_work(tfile, arg->count);
out:
	drm_gem_object_put(obj);
	return ret;
}
