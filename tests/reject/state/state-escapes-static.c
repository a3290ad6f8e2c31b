// SPDX-License-Identifier: GPL-2.0
// class: state: pointer kept beyond the lock
// tool: clang
// says: changes address space of pointer
// off: type
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int __used state_escapes_static(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	static struct mut_queue *kept;

	kept = queue;
	arg->value = kept->jobs;
	return 0;
#else
	arg->value = queue->jobs;
	return 0;
#endif
}
