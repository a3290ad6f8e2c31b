// SPDX-License-Identifier: GPL-2.0
// class: lists: two adds on one slot
// tool: gcc
// says: this owner is empty|no slot is reserved
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: not expressible: 7.3 does not wrap dma_resv
#include "reject.h"

static int __used lists_one_slot(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#ifdef MISUSE
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
#endif
	return 0;
}
