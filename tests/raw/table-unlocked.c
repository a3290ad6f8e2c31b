// SPDX-License-Identifier: GPL-2.0
/* The table of fences is used without its lock. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_signal *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;

#ifdef CORRECT
	mutex_lock(&vfile->lock);
#endif
	fence = idr_remove(&vfile->ids, arg->fence);
#ifdef CORRECT
	mutex_unlock(&vfile->lock);
#endif
	if (!fence)
		return -ENOENT;

	dma_fence_signal(fence);
	dma_fence_put(fence);
	return 0;
}
