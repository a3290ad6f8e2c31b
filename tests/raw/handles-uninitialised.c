// SPDX-License-Identifier: GPL-2.0
/* An owning pointer is uninitialised on an early return. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
#ifdef CORRECT
	struct drm_gem_object *bo __free(gem) = NULL;
#else
	struct drm_gem_object *bo __free(gem);
#endif

	if (arg->pad)
		return -EINVAL;

	bo = drm_gem_object_lookup(file, arg->handle);
	return bo ? 0 : -ENOENT;
}
