// SPDX-License-Identifier: GPL-2.0
/* A fence is inserted into the table, and the result is ignored. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;
	int id = 1;

	fence = raw_fence_create();
	if (!fence)
		return -ENOMEM;

	mutex_lock(&vfile->lock);
#ifdef CORRECT
	id = idr_alloc(&vfile->ids, fence, 1, 0, GFP_KERNEL);
#else
	idr_alloc(&vfile->ids, fence, 1, 0, GFP_KERNEL);
#endif
	mutex_unlock(&vfile->lock);
	if (id < 0) {
		dma_fence_put(fence);
		return id;
	}
	arg->out_fence = id;
	return 0;
}
