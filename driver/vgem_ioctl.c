// SPDX-License-Identifier: GPL-2.0
#include "vgem.h"

/**
 * vgem_fence_attach() - DRM_IOCTL_VGEM_FENCE_ATTACH
 * @vgem: the device
 * @vfile: the caller's open file
 * @arg: handle of the buffer and kind of access; returns the fence's id
 *
 * Creates a fence and attaches it to the buffer, where it is visible to everything
 * that shares the buffer through dma-buf. A fence that is not signalled within ten
 * seconds expires.
 *
 * Return: 0; -EINVAL for unknown flags or non-zero padding; -ENOENT if the handle
 * does not exist; -EBUSY if an unsignalled fence conflicts; -ENOSPC if the file has
 * too many outstanding fences; -ENOMEM.
 */
int vgem_fence_attach(const struct vgem_device *vgem,
		      const struct vgem_file *vfile,
		      struct drm_vgem_fence_attach *arg)
{
	if (arg->flags & ~VGEM_FENCE_WRITE || arg->pad)
		return -EINVAL;

	enum sdrm_access access =
		arg->flags & VGEM_FENCE_WRITE ? SDRM_WRITE : SDRM_READ;

	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	/* Check and attachment are atomic under the lock. */
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, access))
		return -EBUSY;

	/* Do everything that can fail before anything becomes visible. */
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, access);
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
	return 0;
}

/**
 * vgem_fence_signal() - DRM_IOCTL_VGEM_FENCE_SIGNAL
 * @vgem: the device
 * @vfile: the caller's open file
 * @arg: id of a fence attached by this file
 *
 * Return: 0 if this call signalled the fence; -EINVAL for unknown flags; -ENOENT
 * if the file has no such fence; -ETIMEDOUT, once, if it has expired.
 */
int vgem_fence_signal(const struct vgem_device *vgem,
		      const struct vgem_file *vfile,
		      struct drm_vgem_fence_signal *arg)
{
	if (arg->flags)
		return -EINVAL;

	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	sdrm_fence_signal(sdrm_fence_move(fence));
	return 0;
}
