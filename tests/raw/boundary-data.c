// SPDX-License-Identifier: GPL-2.0
/* An ioctl's argument is taken for that of another ioctl. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
#ifdef CORRECT
	struct drm_vgem_fence_signal *arg = data;
#else
	struct drm_vgem_fence_attach *arg = data;
#endif
	struct raw_file *vfile = file->driver_priv;

#ifdef CORRECT
	if (arg->flags)
#else
	if (arg->pad)
#endif
		return -EINVAL;
	return vfile->timeout ? 0 : -ENOTTY;
}
