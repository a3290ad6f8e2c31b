// SPDX-License-Identifier: GPL-2.0
/*
 * On sdrm the device and the file are other things, at other addresses.
 *
 * left: toy_owner toy_size
 */
#include "nasty.h"

static const void *toy_owner_of;

int toy_owner(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	toy_owner_of = dev;
	drm_gem_object_put(obj);
	return 0;
}

int toy_size(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	char copy[sizeof(*file)];

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = sizeof(copy);
	drm_gem_object_put(obj);
	return 0;
}
