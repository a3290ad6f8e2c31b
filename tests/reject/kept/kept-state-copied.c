// SPDX-License-Identifier: GPL-2.0
// class: kept: in a copy of the state
// tool: clang
// says: changes address space of pointer
// off: type
// rust: rustc: no Copy
#include "reject.h"

static int __used kept_state_copied(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	struct mut_queue copy = *queue;

	sdrm_kept_gem_swap(&copy.base, &copy.shown, bo);
#else
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
#endif
	return 0;
}
