// SPDX-License-Identifier: GPL-2.0
// class: state: pointer kept beyond the lock
// tool: subset
// says: \[pointer-kept\]
// off: pointer-kept
// rust: rustc: borrow does not live long enough
#include "reject.h"

struct state_argument_stored_queue {
	struct sdrm_state base;
#ifdef MISUSE
	struct drm_mut_case *last;
#else
	u32 last;
#endif
};

static int __used state_argument_stored(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	queue->jobs++;
	return 0;
}
