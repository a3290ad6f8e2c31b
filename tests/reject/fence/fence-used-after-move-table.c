// SPDX-License-Identifier: GPL-2.0
// class: fence: used after move
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * The order is wrong: the fence may expire before it is added to the reservation.
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static int __used fence_used_after_move_table(const struct vgem_file *vfile,
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

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);
#ifdef MISUSE
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#else
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
#endif
	return 0;
}
