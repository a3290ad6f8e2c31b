// SPDX-License-Identifier: GPL-2.0
// class: state: locked twice
// tool: clang
// says: that is already held
// off: -Wno-thread-safety
// rust: not at all: a mutex may be locked twice, lockdep tells
#include "reject.h"

static int __used state_locked_twice_branch(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	if (arg->index) {
		SDRM_LOCKED(queue, file, queue);
		queue->jobs++;
#ifdef MISUSE
		if (arg->count) {
			SDRM_LOCKED(again, file, queue);
			again->jobs++;
		}
#endif
	}
	return 0;
}
