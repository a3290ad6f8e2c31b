// SPDX-License-Identifier: GPL-2.0
// class: correct: use in the branch that is valid
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static int __used correct_is_ok(const struct mut_device *mut, const struct mut_file *file,
				struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));

	if (sdrm_is_ok(bo)) {
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
		arg->value = sdrm_resv_is_idle(resv, SDRM_READ);
	}
#ifdef MISUSE
	SDRM_OWN(resv, after, sdrm_resv_lock(bo)); /* refused here */
#endif
	return sdrm_err(bo);
}
