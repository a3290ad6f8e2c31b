// SPDX-License-Identifier: GPL-2.0
// class: lists: slot that outlives its lock
// tool: clang
// says: requires holding reservation lock
// off: -Wno-thread-safety
// rust: rustc: borrow does not live long enough
#include "reject.h"

struct sdrm_resv_slot lists_slot_outlives_lock_reserve(const struct sdrm_gem *bo)
	sdrm_must_be_checked(bo) sdrm_must_not_hold_resv();

struct sdrm_resv_slot noinline lists_slot_outlives_lock_reserve(const struct sdrm_gem *bo)
{
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return sdrm_resv_reserve(resv);
}

static int __used lists_slot_outlives_lock(const struct mut_device *mut, const struct mut_file *file,
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

#ifdef MISUSE
	SDRM_OWN(resv_slot, room, lists_slot_outlives_lock_reserve(bo));
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#else
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
#endif
	if (sdrm_is_err(room)) /* refused here */
		return sdrm_err(room); /* refused here */
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
	return 0; /* refused here */
}
