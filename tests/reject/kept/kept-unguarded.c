// SPDX-License-Identifier: GPL-2.0
// class: kept: outside guarded state
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types -Wno-discarded-qualifiers
// rust: rustc: cannot assign through &File
#include "reject.h"

struct kept_unguarded_file {
	struct sdrm_file base;
	struct sdrm_kept_gem shown;
	SDRM_GUARDED(mut_queue, queue);
};

static int __used kept_unguarded(const struct mut_device *mut, const struct kept_unguarded_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

#ifdef MISUSE
	sdrm_kept_gem_swap(&file->base, &file->shown, bo);
#else
	SDRM_LOCKED(queue, file, queue);
	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
#endif
	return 0;
}
