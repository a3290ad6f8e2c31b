// SPDX-License-Identifier: GPL-2.0
/*
 * A variable is changed through its address: what the first test said does not
 * hold for the second.
 *
 * migrated: toy_pointer
 */
#include "nasty.h"

int toy_pointer(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	toy_query(tfile, &ret);
	if (ret)
		goto out;
	toy_query(tfile, &ret);
	if (ret)
		arg->result = 1;
out:
	drm_gem_object_put(obj);
	return 0;
}
