// SPDX-License-Identifier: GPL-2.0
// class: fence: one object locked, the fence added to another
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: run time: LockedBy panics (7.3 does not wrap dma_resv)
/* sdrm_resv_add() takes the lock; the object is not an argument. */
#include "reject.h"

static int __used fence_other_object_gem(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&vfile->base, arg->handle + 1));
	if (sdrm_is_err(other))
		return sdrm_err(other);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);
#ifdef MISUSE
	sdrm_resv_add(other, sdrm_resv_slot_move(room), fence, SDRM_READ);
#else
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#endif
	return 0;
}
