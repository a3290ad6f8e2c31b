// SPDX-License-Identifier: GPL-2.0
// class: kept: borrowed passed where owned is wanted
// tool: gcc
// says: incompatible type for argument
// off: type
// follows: control reaches end
// follows: control reaches end
// rust: rustc: mismatched types
#include "reject.h"

static int __used kept_map_lent(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	return sdrm_gem_map_add(&queue->base, &queue->buffers, bo, 16, &arg->value);
#else
	return sdrm_gem_map_add(&queue->base, &queue->buffers, sdrm_gem_move(bo), 16, &arg->value);
#endif
}
