// SPDX-License-Identifier: GPL-2.0
/*
 * The look-up is in a condition.
 *
 * left: toy_asked
 */
#include "nasty.h"

int toy_asked(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	if (!(obj = drm_gem_object_lookup(file, arg->handle)))
		return -ENOENT;
	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(obj);
	return ret;
}
