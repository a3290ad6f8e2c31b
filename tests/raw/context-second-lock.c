// SPDX-License-Identifier: GPL-2.0
/* A second reservation is locked under the first, without a ww context. */
#include "raw.h"

static bool both_idle(struct drm_gem_object *a, struct drm_gem_object *b)
{
	bool idle;

	dma_resv_lock(a->resv, NULL);
	idle = dma_resv_test_signaled(a->resv, DMA_RESV_USAGE_READ);
#ifdef CORRECT
	dma_resv_unlock(a->resv);
#endif
	dma_resv_lock(b->resv, NULL);
	idle &= dma_resv_test_signaled(b->resv, DMA_RESV_USAGE_READ);
	dma_resv_unlock(b->resv);
#ifndef CORRECT
	dma_resv_unlock(a->resv);
#endif
	return idle;
}

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *a __free(gem) =
		drm_gem_object_lookup(file, arg->handle);
	struct drm_gem_object *b __free(gem) =
		drm_gem_object_lookup(file, arg->pad);

	if (!a || !b)
		return -ENOENT;
	return both_idle(a, b) ? 0 : -EBUSY;
}
