// SPDX-License-Identifier: GPL-2.0
// class: kept: id dropped
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: warning: unused_must_use
#include "reject.h"

static int __used kept_map_id_ignored(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	sdrm_gem_map_add(&queue->base, &queue->buffers, sdrm_gem_move(bo), 16, &arg->value);
	return 0;
#else
	return sdrm_gem_map_add(&queue->base, &queue->buffers, sdrm_gem_move(bo), 16, &arg->value);
#endif
}
