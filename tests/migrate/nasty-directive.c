// SPDX-License-Identifier: GPL-2.0
/*
 * Its paths depend on the configuration.
 *
 * left: toy_directive
 */
#include "nasty.h"

int toy_directive(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	ret = toy_work(tfile, arg->count);
#ifdef CONFIG_TOY
	if (ret)
		return ret;
#endif
	drm_gem_object_put(obj);
	return ret;
}
