// SPDX-License-Identifier: GPL-2.0
// class: kept: of another state
// tool: none
// runtime: a warning, if the library looks; else a file's buffer is released with the device
// rust: not expressible: there is no second argument
#include "reject.h"

static int __used kept_other_state(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
	SDRM_LOCKED(totals, mut, totals);
#ifdef MISUSE
	sdrm_kept_gem_swap(&totals->base, &queue->shown, bo);
#else
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
#endif
	arg->size = totals->jobs + queue->jobs;
	return 0;
}
