// SPDX-License-Identifier: GPL-2.0
/*
 * The put is part of an expression.
 *
 * left: toy_comma
 */
#include "nasty.h"

int toy_comma(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (arg->count)
		return drm_gem_object_put(obj), -EINVAL;
	drm_gem_object_put(obj);
	return 0;
}
