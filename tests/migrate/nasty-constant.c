// SPDX-License-Identifier: GPL-2.0
/*
 * Macros without arguments, and one of them in a line that a comment continues: one
 * assigns, one reads a variable, and one only has a value.
 *
 * left: toy_busy toy_code toy_commented
 * migrated: toy_mask
 */
#include "nasty.h"

#define TOY_BUSY ret = -EBUSY
#define TOY_CODE toy_last
#define TOY_COMMENTED 1 /* of
			   two */ + (ret = 2)
#define TOY_MASK(a) ((a)->flags & (BIT(0) | TOY_BOTH))
#define TOY_BOTH 6

int toy_busy(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (arg->count)
		TOY_BUSY;
	drm_gem_object_put(obj);
	return ret;
}

int toy_code(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = TOY_CODE;
	drm_gem_object_put(obj);
	return 0;
}

int toy_commented(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = TOY_COMMENTED;
	drm_gem_object_put(obj);
	return ret;
}

int toy_mask(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	arg->result = TOY_MASK(arg);
	drm_gem_object_put(obj);
	return 0;
}
