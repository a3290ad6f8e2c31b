// SPDX-License-Identifier: GPL-2.0
// class: state: locked under a reservation
// tool: clang
// says: cannot call function .* while reservation lock
// off: -Wno-thread-safety
// rust: not at all in rustc
#include "reject.h"

static int __used state_under_resv(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_LOCKED(queue, file, queue); /* refused here */
#else
	SDRM_LOCKED(queue, file, queue);
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#endif
	queue->jobs += sdrm_resv_is_idle(resv, SDRM_READ);
	return 0;
}
