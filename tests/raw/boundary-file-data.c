// SPDX-License-Identifier: GPL-2.0
/* A file's private data is taken for another type. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_signal *arg = data;
#ifdef CORRECT
	struct raw_file *vfile = file->driver_priv;
#else
	struct raw_fence *vfile = file->driver_priv;
#endif

	if (arg->flags)
		return -EINVAL;
	return vfile->timeout ? 0 : -ENOTTY;
}
