// SPDX-License-Identifier: GPL-2.0
// class: kept: wrong kind
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int __used kept_wrong_kind(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
	SDRM_LOCKED(totals, mut, totals);
#ifdef MISUSE
	sdrm_kept_gem_swap(&totals->base, &totals->last, bo);
#else
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
#endif
	arg->size = totals->jobs + queue->jobs;
	return 0;
}
