// SPDX-License-Identifier: GPL-2.0
// class: state: pointer kept beyond the lock
// tool: clang
// says: changes address space of pointer
// off: type
// rust: rustc: mismatched types
/* A helper may keep what its parameter does not say is locked. */
#include "reject.h"

#ifdef MISUSE
static u32 state_helper_plain_count(const struct mut_queue *queue)
#else
static u32 state_helper_plain_count(const struct mut_queue sdrm_locked *queue)
#endif
{
	return queue->jobs;
}

static int __used state_helper_plain(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	arg->value = state_helper_plain_count(queue); /* refused here */
	return 0;
}
