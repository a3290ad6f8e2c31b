// SPDX-License-Identifier: GPL-2.0
// class: state: pointer kept beyond the lock
// tool: clang
// says: changes address space of pointer
// off: type
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int __used state_escapes_outer(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	u32 jobs = 0;
#ifdef MISUSE
	struct mut_queue *kept;
	{
		SDRM_LOCKED(queue, file, queue);
		kept = queue;
	}
	jobs = kept->jobs;
#else
	{
		SDRM_LOCKED(queue, file, queue);
		jobs = queue->jobs;
	}
#endif
	arg->value = jobs;
	return 0;
}
