// SPDX-License-Identifier: GPL-2.0
// class: kept: reference dropped
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: ARef is put
#include "reject.h"

static int __used kept_take_dropped(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	sdrm_kept_gem_take(&queue->shown);
	return 0;
#else
	SDRM_OWN(gem, bo, sdrm_kept_gem_take(&queue->shown));
	return sdrm_err(bo);
#endif
}
