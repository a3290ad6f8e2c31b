// SPDX-License-Identifier: GPL-2.0
/* A fence is leaked on an error path. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;

	fence = raw_fence_create();
	if (!fence)
		return -ENOMEM;

	if (arg->pad) {
#ifdef CORRECT
		dma_fence_put(fence);
#endif
		return -EINVAL;
	}
	return raw_publish(vfile, fence);
}
