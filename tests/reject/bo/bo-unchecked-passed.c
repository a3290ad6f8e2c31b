// SPDX-License-Identifier: GPL-2.0
// class: bo: lookup result not checked
// tool: subset
// says: \[passed\]
// off: passed owner-dropped
// rust: rustc: lookup returns Result
#include "reject.h"

static struct sdrm_gem __must_check bo_unchecked_passed_find(const struct mut_file *file,
							     u32 handle)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, handle));

	sdrm_debug("looked up %u\n", handle);
	return sdrm_gem_pass(bo);
}

static int __used bo_unchecked_passed(const struct mut_device *mut,
				      const struct mut_file *file,
				      struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, bo_unchecked_passed_find(file, arg->handle));
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	return sdrm_gem_map_add(&queue->base, &queue->buffers, sdrm_gem_pass(bo), 16,
				&arg->value);
#else
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
	return sdrm_gem_map_add(&queue->base, &queue->buffers, sdrm_gem_move(bo), 16,
				&arg->value);
#endif
}
