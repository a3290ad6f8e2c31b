// SPDX-License-Identifier: GPL-2.0
// class: state: locked twice
// tool: clang
// says: cannot call function 'state_locked_twice_helper_count' while
// off: -Wno-thread-safety
// rust: not at all: a mutex may be locked twice, lockdep tells
#include "reject.h"

static u32 state_locked_twice_helper_count(const struct mut_file *file)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	return queue->jobs;
}

static int __used state_locked_twice_helper(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	SDRM_LOCKED(queue, file, queue);
	arg->value = state_locked_twice_helper_count(file) + queue->jobs;
	return 0;
#else
	arg->value = state_locked_twice_helper_count(file);
	return 0;
#endif
}
