// SPDX-License-Identifier: GPL-2.0
/* A reference-counted object is copied by value. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo __free(gem) =
		drm_gem_object_lookup(file, arg->handle);

	if (!bo)
		return -ENOENT;

#ifdef CORRECT
	struct drm_gem_object *copy = bo;
#else
	struct drm_gem_object star = *bo;
	struct drm_gem_object *copy = &star;
#endif

	return dma_resv_test_signaled(copy->resv, DMA_RESV_USAGE_READ) ? 0 : -EBUSY;
}
