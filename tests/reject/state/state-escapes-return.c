// SPDX-License-Identifier: GPL-2.0
// class: state: pointer kept beyond the lock
// tool: clang
// says: changes address space of pointer
// off: type
// rust: rustc: borrow does not live long enough
#include "reject.h"

#ifdef MISUSE
static struct mut_queue *state_escapes_return_get(const struct mut_file *file)
#else
static u32 state_escapes_return_get(const struct mut_file *file)
#endif
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	return queue;
#else
	return queue->jobs;
#endif
}

static int __used state_escapes_return(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	return state_escapes_return_get(file) != 0;
}
