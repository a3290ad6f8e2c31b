// SPDX-License-Identifier: GPL-2.0
/*
 * A macro of the driver returns, and does not say so.
 *
 * left: toy_unruly
 */
#include "nasty.h"

#define TOY_CHECK(n) do { if (n) return -EINVAL; } while (0)

int toy_unruly(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	TOY_CHECK(arg->flags);
	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(obj);
	return ret;
}
