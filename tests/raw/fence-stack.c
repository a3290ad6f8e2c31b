// SPDX-License-Identifier: GPL-2.0
/* A fence on the stack is published. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct raw_file *vfile = file->driver_priv;
#ifdef CORRECT
	struct dma_fence *fence = raw_fence_create();
#else
	struct raw_fence local = {};
	struct dma_fence *fence = &local.base;
#endif
	int id;

#ifdef CORRECT
	if (!fence)
		return -ENOMEM;
#else
	spin_lock_init(&local.lock);
	dma_fence_init(fence, &raw_fence_ops, &local.lock, 1, 1);
#endif
	id = raw_publish(vfile, fence);
	return id < 0 ? id : 0;
}
