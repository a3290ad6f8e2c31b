// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that returns the guard
// tool: clang
// says: that is already held|cannot call function
// off: -Wno-thread-safety
// rust: not at all
#include "reject.h"

static struct sdrm_resv __must_check correct_lock_helper_lock(const struct sdrm_gem *bo)
	sdrm_must_be_checked(bo) sdrm_acquires_resv()
{
	sdrm_debug("locking\n");
	return sdrm_resv_lock(bo);
}

static int __used correct_lock_helper(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, correct_lock_helper_lock(bo));
#ifdef MISUSE
	SDRM_OWN(resv, again, correct_lock_helper_lock(bo));
#endif
	return sdrm_resv_is_idle(resv, SDRM_READ) ? 0 : -EBUSY;
}
