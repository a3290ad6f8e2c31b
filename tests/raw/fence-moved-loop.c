// SPDX-License-Identifier: GPL-2.0
/* The same reference is given away in each iteration of a loop. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence;
	int id = 0;
	u32 i;

	fence = raw_fence_create();
	if (!fence)
		return -ENOMEM;

	for (i = 0; i < arg->pad && id >= 0; i++)
#ifdef CORRECT
		id = raw_publish(vfile, dma_fence_get(fence));
	dma_fence_put(fence);
#else
		id = raw_publish(vfile, fence);
#endif
	return id < 0 ? id : 0;
}
