// SPDX-License-Identifier: GPL-2.0
/* The address of a local handle is returned. */
#include "raw.h"

struct handle {
	struct drm_gem_object *bo;
};

#ifdef CORRECT
static struct handle lookup(struct drm_file *file, u32 id)
#else
static struct handle *lookup(struct drm_file *file, u32 id)
#endif
{
	struct handle handle = { drm_gem_object_lookup(file, id) };

#ifdef CORRECT
	return handle;
#else
	return &handle;
#endif
}

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
#ifdef CORRECT
	struct drm_gem_object *bo = lookup(file, arg->handle).bo;
#else
	struct drm_gem_object *bo = lookup(file, arg->handle)->bo;
#endif

	if (!bo)
		return -ENOENT;
	drm_gem_object_put(bo);
	return 0;
}
