// SPDX-License-Identifier: GPL-2.0
// class: values: check and act differ
// tool: none
// runtime: a writer is published over readers, which is allowed: a fence need not be checked for at all
// rust: not at all: the 7.3 DRM crates do not wrap dma_resv
#include "reject.h"

static int __used values_access_mismatch(const struct mut_device *mut, const struct mut_file *file,
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
#ifdef MISUSE
	if (!sdrm_resv_is_idle(resv, SDRM_READ))
#else
	if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
#endif
		return -EBUSY;
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_WRITE);
	return 0;
}
