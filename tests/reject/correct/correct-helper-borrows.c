// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that borrows
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static bool correct_helper_borrows_idle(const struct sdrm_gem *bo, enum sdrm_access access)
	sdrm_must_be_checked(bo) sdrm_must_not_hold_resv()
{
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return sdrm_resv_is_idle(resv, access);
}

static int __used correct_helper_borrows(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	return correct_helper_borrows_idle(bo, SDRM_READ) + correct_helper_borrows_idle(bo, SDRM_WRITE); /* refused here */
}
