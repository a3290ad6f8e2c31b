// SPDX-License-Identifier: GPL-2.0
// class: kept: put under a reservation
// tool: clang
// says: cannot call function '__sdrm_gem_drop' while
// off: -Wno-thread-safety
// rust: not at all in rustc
#include "reject.h"

static int __used kept_put_under_resv(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(gem, old, sdrm_kept_gem_take(&queue->shown));
#else
	SDRM_OWN(gem, old, sdrm_kept_gem_take(&queue->shown));
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#endif
	return sdrm_err(old) + sdrm_resv_is_idle(resv, SDRM_READ); /* refused here */
}
