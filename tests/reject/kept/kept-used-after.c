// SPDX-License-Identifier: GPL-2.0
// class: kept: used after it was stored
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: replace() returns the old one
#include "reject.h"

static int __used kept_used_after(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	{
		SDRM_LOCKED(queue, file, queue);
		sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
	}
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
