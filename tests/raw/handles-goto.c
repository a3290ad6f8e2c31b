// SPDX-License-Identifier: GPL-2.0
/* A goto jumps over the declaration of an owning pointer. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	int ret = -EINVAL;

	if (arg->pad)
#ifdef CORRECT
		return ret;
#else
		goto out;
#endif

	struct drm_gem_object *bo __free(gem) =
		drm_gem_object_lookup(file, arg->handle);

	ret = bo ? 0 : -ENOENT;
#ifndef CORRECT
out:
#endif
	return ret;
}
