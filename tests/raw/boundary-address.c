// SPDX-License-Identifier: GPL-2.0
/* A raw call behind the owner's back, through the function's address. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
#ifdef CORRECT
	void (*drop)(struct drm_gem_object *obj) = drm_gem_object_put;
#else
	void (*drop)(const void *obj) = kfree;
#endif
	struct drm_gem_object *bo;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	arg->out_fence = bo->size >> PAGE_SHIFT;
	drop(bo);
	return 0;
}
