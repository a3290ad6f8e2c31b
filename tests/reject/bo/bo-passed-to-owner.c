// SPDX-License-Identifier: GPL-2.0
// class: bo: looked up and not checked
// tool: subset
// says: \[passed\]
// off: passed
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used bo_passed_to_owner(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
#ifdef MISUSE
	SDRM_OWN(gem, other, sdrm_gem_pass(bo));
	return sdrm_err(other);
#else
	return sdrm_err(bo);
#endif
}
