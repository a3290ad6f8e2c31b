// SPDX-License-Identifier: GPL-2.0
/*
 * The put is behind a question mark.
 *
 * left: toy_question
 */
#include "nasty.h"

int toy_question(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct toy_file *tfile = file->driver_priv;
	struct drm_gem_object *obj;
	int ret;

	obj = drm_gem_object_lookup(file, arg->handle);
	ret = obj ? toy_work(tfile, arg->count) : -ENOENT;
	obj ? drm_gem_object_put(obj) : (void)0;
	return ret;
}
