// SPDX-License-Identifier: GPL-2.0
/* A raw call behind the owner's back, through a macro. */
#include "raw.h"

#ifdef CORRECT
#define DROP(obj) drm_gem_object_put(obj)
#else
#define DROP(obj) kfree(obj)
#endif

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	arg->out_fence = bo->size >> PAGE_SHIFT;
	DROP(bo);
	return 0;
}
