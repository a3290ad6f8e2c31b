// SPDX-License-Identifier: GPL-2.0
/*
 * It works on after the put: an owner would put later.
 *
 * left: toy_put_early
 */
#include "nasty.h"

int toy_put_early(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = 1;
	drm_gem_object_put(obj);
	ret = toy_sleep(tfile);
	return ret;
}
