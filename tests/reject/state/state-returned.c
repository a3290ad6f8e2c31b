// SPDX-License-Identifier: GPL-2.0
// class: state: pointer that is used unlocked
// tool: subset
// says: \[pointer-returned\]
// off: pointer-returned
// rust: rustc: borrow does not live long enough
#include "reject.h"

static sdrm_locked u32 * __used
state_returned_jobs(sdrm_locked struct mut_queue *queue)
{
	return &queue->jobs;
}

#ifdef MISUSE
static sdrm_locked u32 *state_returned_locked(const struct mut_file *file)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	return &queue->jobs; /* refused here */
}
#endif

static int __used state_returned(const struct mut_device *mut, const struct mut_file *file,
				 struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	arg->value = *state_returned_locked(file);
#else
	SDRM_LOCKED(queue, file, queue);
	arg->value = *state_returned_jobs(queue);
#endif
	return 0;
}
