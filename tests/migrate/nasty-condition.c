// SPDX-License-Identifier: GPL-2.0
/*
 * The result is assigned in the condition, beside another call.
 *
 * migrated: toy_condition
 */
#include "nasty.h"

int toy_condition(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (arg->flags || (ret = toy_work(tfile, arg->count)) || toy_sleep(tfile))
		goto out;
	arg->result = 1;
out:
	drm_gem_object_put(obj);
	return ret;
}
