// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that needs the lock
// tool: clang
// says: requires holding reservation lock
// off: -Wno-thread-safety
// rust: rustc: mismatched types, as the helper takes what the guard leads to
#include "reject.h"

static int correct_helper_locked_publish(const struct sdrm_resv *resv, const struct sdrm_fence *fence)
	sdrm_must_hold_resv() sdrm_must_be_checked(fence)
{
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);
	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_WRITE);
	return 0;
}

static int __used correct_helper_locked(const struct mut_device *mut, const struct mut_file *file,
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
	return correct_helper_locked_publish(NULL, fence);
#else
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return correct_helper_locked_publish(resv, fence);
#endif
}
