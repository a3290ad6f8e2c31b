// SPDX-License-Identifier: GPL-2.0
// class: kept: copied
// tool: gcc
// says: read-only member|with read-only
// off: type
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int __used kept_copied(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	queue->shown = queue->next;
#else
	queue->jobs++;
#endif
	return 0;
}
