// SPDX-License-Identifier: GPL-2.0
/* A borrowed object is put. */
#include "raw.h"

/* @bo is borrowed from the caller. */
static bool is_idle(struct drm_gem_object *bo)
{
#ifdef CORRECT
	struct drm_gem_object *own = bo;
#else
	struct drm_gem_object *own __free(gem) = bo;
#endif

	return dma_resv_test_signaled(own->resv, DMA_RESV_USAGE_READ);
}

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	bool idle;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	idle = is_idle(bo);
	drm_gem_object_put(bo);
	return idle ? 0 : -EBUSY;
}
