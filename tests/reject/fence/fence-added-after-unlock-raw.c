// SPDX-License-Identifier: GPL-2.0
// class: fence: added after unlock
// tool: gcc
// says: poisoned "dma_resv_unlock"
// off: -DSDRM_NO_POISON
// rust: rustc: use of moved value, of a driver's own slot (7.3 does not wrap dma_resv)
#include "reject.h"

static int __used
fence_added_after_unlock_raw(const struct vgem_file *vfile,
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
	dma_resv_unlock((void *)arg);
#endif
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
	return 0;
}
