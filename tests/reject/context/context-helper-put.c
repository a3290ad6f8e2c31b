// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: requires negative capability
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

/* The put may be the last one, and lock a reservation. */
static int context_helper_put_drop(sdrm_locked struct mut_queue *queue)
#ifndef MISUSE
	sdrm_must_not_hold_resv()
#endif
{
	SDRM_OWN(gem, bo, sdrm_kept_gem_take(&queue->shown)); /* refused here */
	return sdrm_err(bo);
}

static int __used context_helper_put(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	return context_helper_put_drop(queue);
}
