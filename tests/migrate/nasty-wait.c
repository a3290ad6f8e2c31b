// SPDX-License-Identifier: GPL-2.0
/*
 * A loop that calls nothing may wait for what the put brings about.
 *
 * left: toy_wait
 */
#include "nasty.h"

static volatile int toy_ready;

int toy_wait(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_job *arg = data;
	struct drm_gem_object *obj;

	obj = drm_gem_object_lookup(file, arg->handle);
	if (!obj)
		return -ENOENT;

	drm_gem_object_put(obj);
	while (!toy_ready)
		continue;
	return 0;
}
