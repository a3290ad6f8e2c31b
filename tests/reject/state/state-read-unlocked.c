// SPDX-License-Identifier: GPL-2.0
// class: state: read without its lock
// tool: gcc
// says: has no member named .jobs.
// off: type
// rust: privacy: the data is inside the Mutex
#include "reject.h"

static int __used state_read_unlocked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	arg->value = file->queue.jobs;
#else
	SDRM_LOCKED(queue, file, queue);
	arg->value = queue->jobs;
#endif
	return 0;
}
