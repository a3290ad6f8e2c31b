// SPDX-License-Identifier: GPL-2.0
/*
 * The address of the variable is taken.
 *
 * left: toy_address
 */
#include "nasty.h"

int toy_address(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_fill(&obj);
	drm_gem_object_put(obj);
	return ret;
}
