// SPDX-License-Identifier: GPL-2.0
/* A reference is taken from its owner, and nobody gets it. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence __free(fence) = raw_fence_create();
	int id = 0;

	if (!fence)
		return -ENOMEM;
	if (!vfile)
		return -EBADF;

#ifdef CORRECT
	id = raw_publish(vfile, no_free_ptr(fence));
#else
	no_free_ptr(fence);
#endif
	return id < 0 ? id : 0;
}
