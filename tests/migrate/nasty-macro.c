// SPDX-License-Identifier: GPL-2.0
/*
 * The put is in a macro.
 *
 * left: toy_macro
 */
#include "nasty.h"

#define TOY_PUT(o) drm_gem_object_put(o)

int toy_macro(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	TOY_PUT(obj);
	return ret;
}
