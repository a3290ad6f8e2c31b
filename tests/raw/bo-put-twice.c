// SPDX-License-Identifier: GPL-2.0
/* A reference is put on the busy path and again at the end. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	int ret = 0;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	if (!dma_resv_test_signaled(bo->resv, DMA_RESV_USAGE_READ)) {
		ret = -EBUSY;
#ifndef CORRECT
		drm_gem_object_put(bo);
#endif
		goto put;
	}
	arg->out_fence = 0;
put:
	drm_gem_object_put(bo);
	return ret;
}
