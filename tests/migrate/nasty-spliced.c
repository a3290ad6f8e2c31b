// SPDX-License-Identifier: GPL-2.0
/*
 * A line that goes on in the next, and brackets that do not look like it.
 *
 * left: toy_spliced toy_digraphs
 */
#include "nasty.h"

int toy_spliced(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->res\
ult = 1;
	drm_gem_object_put(obj);
	return 0;
}

int toy_digraphs(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = arg->handles<:1:>;
	drm_gem_object_put(obj);
	return 0;
}
