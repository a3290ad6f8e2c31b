// SPDX-License-Identifier: GPL-2.0
/*
 * The look-up fails with another errno: it stays that.
 *
 * migrated: toy_errno
 */
#include "nasty.h"

int toy_errno(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -EINVAL;

	ret = toy_work(tfile, arg->count);
	drm_gem_object_put(obj);
	return ret;
}
