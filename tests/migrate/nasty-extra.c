// SPDX-License-Identifier: GPL-2.0
/*
 * EXTRA looks like an errno and is none: it is read once, where it is. The comment
 * is longer than a line, and stays a comment.
 *
 * migrated: toy_extra
 * keeps: ret = -EXTRA;
 * keeps: // EXTRA is a variable of another file, which others change at any time, so it is read here, (see there);
 */
#include "nasty.h"

int toy_extra(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	// EXTRA is a variable of another file, which others change at any time, so it is read here, (see there);
	ret = -EXTRA;
	if (arg->count)
		goto out;
	arg->result = 1;
out:
	drm_gem_object_put(obj);
	return ret;
}
