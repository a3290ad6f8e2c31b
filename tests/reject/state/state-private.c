// SPDX-License-Identifier: GPL-2.0
// class: state: read without its lock
// tool: gcc
// says: poisoned "__sdrm_value"
// off: -DSDRM_NO_POISON
// rust: privacy: the data is inside the Mutex
#include "reject.h"

static int __used state_private(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	arg->value = file->queue.__sdrm_value.jobs;
#else
	SDRM_LOCKED(queue, file, queue);
	arg->value = queue->jobs;
#endif
	return 0;
}
