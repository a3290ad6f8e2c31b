// SPDX-License-Identifier: GPL-2.0
/* The same reference is given to the table twice. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct raw_file *vfile = file->driver_priv;
	struct dma_fence *fence = raw_fence_create();
	int id;

	if (!fence)
		return -ENOMEM;

	id = raw_publish(vfile, fence);
#ifndef CORRECT
	if (id > 0)
		id = raw_publish(vfile, fence);
#endif
	return id < 0 ? id : 0;
}
