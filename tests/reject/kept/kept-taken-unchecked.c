// SPDX-License-Identifier: GPL-2.0
// class: kept: taken and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: Option
#include "reject.h"

static struct sdrm_gem __must_check kept_taken_unchecked_get(const struct mut_file *file)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
	return sdrm_kept_gem_get(&queue->shown);
}

static int __used kept_taken_unchecked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, kept_taken_unchecked_get(file));
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
