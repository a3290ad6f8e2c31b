// SPDX-License-Identifier: GPL-2.0
// class: state: locked in the wrong order
// tool: none
// runtime: a deadlock of two threads; lockdep reports the order the first time: the classes differ
// rust: not at all: lockdep
/* The file first, then the device. */
#include "reject.h"

static int __used state_order(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	SDRM_LOCKED(totals, mut, totals);
	SDRM_LOCKED(queue, file, queue);
#else
	SDRM_LOCKED(queue, file, queue);
	SDRM_LOCKED(totals, mut, totals);
#endif
	totals->jobs += queue->jobs;
	return 0;
}
