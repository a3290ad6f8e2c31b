// SPDX-License-Identifier: GPL-2.0
/* A reference is given away on one branch, and put on both. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;
	int id = 0;

	fence = raw_fence_create();
	if (!fence)
		return -ENOMEM;

	if (arg->flags & VGEM_FENCE_WRITE)
#ifdef CORRECT
		id = raw_publish(vfile, dma_fence_get(fence));
#else
		id = raw_publish(vfile, fence);
#endif
	dma_fence_put(fence);
	return id < 0 ? id : 0;
}
