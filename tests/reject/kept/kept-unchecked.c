// SPDX-License-Identifier: GPL-2.0
// class: kept: stored and not checked
// tool: clang
// says: releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used kept_unchecked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_LOCKED(queue, file, queue);
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo); /* refused here */
	return 0;
}
