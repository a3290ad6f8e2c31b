// SPDX-License-Identifier: GPL-2.0
/*
 * Looked up before a loop that is left with a goto.
 *
 * left: toy_inner
 */
#include "nasty.h"

int toy_inner(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	unsigned int i;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	for (i = 0; i < arg->count; i++) {
		ret = toy_work(tfile, i);
		if (ret)
			goto out;
	}
	ret = 0;
out:
	drm_gem_object_put(obj);
	return ret;
}
