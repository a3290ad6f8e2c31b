// SPDX-License-Identifier: GPL-2.0
/* User memory is accessed while a reservation is locked. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	struct drm_gem_object *bo;
	void __user *user = u64_to_user_ptr((u64)arg->pad);
	unsigned long left;
	u32 id = arg->out_fence;

	bo = drm_gem_object_lookup(file, arg->handle);
	if (!bo)
		return -ENOENT;

#ifdef CORRECT
	left = copy_from_user(&id, user, sizeof(id));
#endif
	dma_resv_lock(bo->resv, NULL);
#ifndef CORRECT
	left = copy_from_user(&id, user, sizeof(id));
#endif
	if (!dma_resv_test_signaled(bo->resv, DMA_RESV_USAGE_READ))
		left = 1;
	dma_resv_unlock(bo->resv);
	drm_gem_object_put(bo);
	arg->out_fence = id;
	return left ? -EFAULT : 0;
}
