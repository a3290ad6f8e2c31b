// SPDX-License-Identifier: GPL-2.0
// class: correct: state locked one after the other
// tool: clang
// says: that is already held
// off: -Wno-thread-safety
// rust: not at all
#include "reject.h"

static int __used correct_state_in_turn(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifndef MISUSE
	{
#endif
		SDRM_LOCKED(first, file, queue);
		if (arg->flags)
			return -EBUSY;
		first->jobs++;
#ifndef MISUSE
	}
#endif
	for (u32 i = 0; i < 3; i++) {
		SDRM_LOCKED(queue, file, queue); /* refused here */
		if (queue->jobs > 7)
			continue;
		queue->jobs++;
	}
	return 0;
}
