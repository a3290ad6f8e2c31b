// SPDX-License-Identifier: GPL-2.0
/* A buffer is passed where a fence is expected. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	arg->out_fence = bo->size >> PAGE_SHIFT;
#ifdef CORRECT
	drm_gem_object_put(bo);
#else
	dma_fence_put(bo);
#endif
	return 0;
}
