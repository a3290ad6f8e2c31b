// SPDX-License-Identifier: GPL-2.0
// class: state: locked twice
// tool: clang
// says: that is already held
// off: -Wno-thread-safety
// rust: not at all: a mutex may be locked twice, lockdep tells
#include "reject.h"

static int __used state_locked_twice_loop(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	SDRM_LOCKED(outer, file, queue);
	outer->jobs++;
#endif
	for (u32 i = 0; i < 2; i++) {
		SDRM_LOCKED(queue, file, queue); /* refused here */
		queue->jobs += i;
	}
	return 0;
}
