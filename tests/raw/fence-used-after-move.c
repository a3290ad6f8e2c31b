// SPDX-License-Identifier: GPL-2.0
/* A fence is used after the table took the reference. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence = raw_fence_create();
	int id;

	if (!fence)
		return -ENOMEM;

#ifdef CORRECT
	dma_fence_enable_sw_signaling(fence);
#endif
	id = raw_publish(vfile, fence);
#ifndef CORRECT
	dma_fence_enable_sw_signaling(fence);
#endif
	return id < 0 ? id : 0;
}
