// SPDX-License-Identifier: GPL-2.0
// class: fence: added without a reserved slot
// tool: gcc
// says: incompatible type for argument
// off: type
// rust: not expressible: 7.3 does not wrap dma_resv
#include "reject.h"

static int __used
fence_added_without_slot_lock(const struct vgem_file *vfile,
			      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_resv_add(resv, resv, fence, SDRM_READ);
#else
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#endif
	return 0;
}
