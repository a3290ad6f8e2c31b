// SPDX-License-Identifier: GPL-2.0
// class: lock: guard or token used after its scope
// tool: gcc
// says: used uninitialized|dangling pointer
// off: -Wno-uninitialized -Wno-maybe-uninitialized -Wno-dangling-pointer
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int __used lock_used_after_scope_slot(const struct vgem_file *vfile,
					     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

#ifdef MISUSE
	struct sdrm_resv_slot *kept;
#endif

	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
		/* gcc names the variable that is gone */
		SDRM_OWN(resv_slot, room, /* refused here */
			 sdrm_resv_reserve(resv));
#ifdef MISUSE
		kept = room;
		if (sdrm_is_err(kept))
			return sdrm_err(kept);
#else
		if (sdrm_is_err(room))
			return sdrm_err(room);
		sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#endif
	}
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	sdrm_resv_add(resv, sdrm_resv_slot_move(kept), fence, SDRM_READ);
#endif
	return 0;
}
