// SPDX-License-Identifier: GPL-2.0
// class: state: copied
// tool: subset
// says: \[local\]
// off: local sdrm-copied
// rust: rustc: no Copy
#include "reject.h"

static int __used state_copied(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	struct mut_queue copy = *queue;

	arg->value = copy.jobs;
	return 0;
#else
	arg->value = queue->jobs;
	return 0;
#endif
}
