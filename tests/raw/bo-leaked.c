// SPDX-License-Identifier: GPL-2.0
/* A lookup that takes a reference, and only the result is tested. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
#ifdef CORRECT
	struct drm_gem_object *bo = drm_gem_object_lookup(file, arg->handle);

	if (!bo)
		return -ENOENT;
	drm_gem_object_put(bo);
#else

	if (!drm_gem_object_lookup(file, arg->handle))
		return -ENOENT;
#endif
	return 0;
}
