// SPDX-License-Identifier: GPL-2.0
// class: handles: *h copied
// tool: subset
// says: \[owner-copied\]
// off: owner-copied pointer-arithmetic
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int __used handles_star_arithmetic(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

#ifdef MISUSE
	SDRM_OWN(gem, second, *(bo + arg->flags * 0));
#else
	SDRM_OWN(gem, second, sdrm_gem_move(bo));
#endif
	return sdrm_err(second);
}
