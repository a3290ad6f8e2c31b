// SPDX-License-Identifier: GPL-2.0
// class: state: locked and not guarded
// tool: gcc
// says: has no member named .__sdrm_value.
// off: type
// follows: __sdrm_s|undeclared|static assertion|control reaches end
// follows: __sdrm_s|undeclared|static assertion|control reaches end
// rust: rustc: no method lock()
#include "reject.h"

static int __used state_not_guarded(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	SDRM_LOCKED(fences, file, fences);
	return !fences;
#else
	SDRM_LOCKED(queue, file, queue);
	return !queue->jobs;
#endif
}
