// SPDX-License-Identifier: GPL-2.0
/* An owning pointer is copied to another owning pointer. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo __free(gem) =
		drm_gem_object_lookup(file, arg->handle);
#ifdef CORRECT
	struct drm_gem_object *other = bo;
#else
	struct drm_gem_object *other __free(gem) = bo;
#endif

	if (!other)
		return -ENOENT;
	return dma_resv_test_signaled(other->resv, DMA_RESV_USAGE_READ) ? 0 : -EBUSY;
}
