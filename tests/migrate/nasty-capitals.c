// SPDX-License-Identifier: GPL-2.0
/*
 * A name in capitals that is a variable.
 *
 * migrated: toy_capitals
 * keeps: arg->result = 1;
 */
#include "nasty.h"

static int TOY_STATE;

int toy_capitals(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	int ret = 0;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	if (TOY_STATE)
		ret = -EBUSY;
	TOY_STATE = 0;
	if (TOY_STATE) {
		arg->result = 2;
		goto out;
	}
	if (ret)
		goto out;
	TOY_STATE = 1;
	if (!TOY_STATE)
		goto out;
	arg->result = 1;
out:
	drm_gem_object_put(obj);
	return ret;
}
