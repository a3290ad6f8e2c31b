// SPDX-License-Identifier: GPL-2.0
/*
 * Puts in the cases of a switch, of which one falls through.
 *
 * left: toy_switch
 */
#include "nasty.h"

int toy_switch(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	switch (arg->count) {
	case 0:
		drm_gem_object_put(obj);
		return -EINVAL;
	case 1:
		ret = toy_work(tfile, 1);
		fallthrough;
	default:
		drm_gem_object_put(obj);
		break;
	}
	return 0;
}
