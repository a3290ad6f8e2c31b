// SPDX-License-Identifier: GPL-2.0
/*
 * A static variable keeps what the last call left in it.
 *
 * migrated: toy_static
 */
#include "nasty.h"

int toy_static(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	static int busy;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (busy) {
		ret = -EBUSY;
		goto out;
	}
	busy = 1;
	ret = toy_work(tfile, arg->count);
	busy = 0;
out:
	drm_gem_object_put(obj);
	return ret;
}
