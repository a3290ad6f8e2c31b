// SPDX-License-Identifier: GPL-2.0
/*
 * A macro that puts and returns.
 *
 * left: toy_hidden
 */
#include "nasty.h"

#define TOY_FAIL(o, e) do { drm_gem_object_put(o); return e; } while (0)

int toy_hidden(struct drm_device *dev, void *data, struct drm_file *file)
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
		TOY_FAIL(obj, ret);
	drm_gem_object_put(obj);
	return 0;
}
