// SPDX-License-Identifier: GPL-2.0
/*
 * A goto that goes back.
 *
 * left: toy_retry
 */
#include "nasty.h"

int toy_retry(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

retry:
	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
	if (ret == -EAGAIN) {
		drm_gem_object_put(obj);
		goto retry;
	}
	drm_gem_object_put(obj);
	return ret;
}
