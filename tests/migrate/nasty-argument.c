// SPDX-License-Identifier: GPL-2.0
/*
 * An argument of a call that becomes another does something.
 *
 * left: toy_argument
 */
#include "nasty.h"

int toy_argument(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle++);
	if (!obj)
		return -ENOENT;

	arg->result = arg->handle;
	drm_gem_object_put(obj);
	return 0;
}
