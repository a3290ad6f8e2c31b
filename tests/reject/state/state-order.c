// SPDX-License-Identifier: GPL-2.0
// class: state: locked in the wrong order
// tool: clang
// says: cannot call function '__sdrm_state_lock' while lock of a device's state
// off: -Wno-thread-safety
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
