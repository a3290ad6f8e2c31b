// SPDX-License-Identifier: GPL-2.0
// class: correct: state, then a reservation, then a swap
// tool: clang
// says: requires holding|releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static int __used correct_state_then_resv(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
		if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
			return -EBUSY;
	}
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return 0;
#endif
	sdrm_kept_gem_swap(&queue->base, &queue->next, bo); /* refused here */
	return 0;
}
