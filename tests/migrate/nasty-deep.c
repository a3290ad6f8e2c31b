// SPDX-License-Identifier: GPL-2.0
/*
 * More brackets than anybody reads.
 *
 * left: toy_deep
 */
#include "nasty.h"

int toy_deep(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((arg->count)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))));
	drm_gem_object_put(obj);
	return 0;
}
