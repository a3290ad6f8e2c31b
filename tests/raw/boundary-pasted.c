// SPDX-License-Identifier: GPL-2.0
/* A raw call behind the owner's back, with a name that a macro pastes. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

	arg->out_fence = bo->size >> PAGE_SHIFT;
#ifdef CORRECT
	__PASTE(drm_gem_, object_put)(bo);
#else
	__PASTE(kf, ree)(bo);
#endif
	return 0;
}
