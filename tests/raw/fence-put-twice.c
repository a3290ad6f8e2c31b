// SPDX-License-Identifier: GPL-2.0
/* A fence is put on an error path and again at the end. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct dma_fence *fence;
	int ret = 0;

	fence = raw_fence_create();
	if (!fence)
		return -ENOMEM;

	if (arg->pad) {
		ret = -EINVAL;
#ifndef CORRECT
		dma_fence_put(fence);
#endif
		goto put;
	}
	dma_fence_signal(fence);
put:
	dma_fence_put(fence);
	return ret;
}
