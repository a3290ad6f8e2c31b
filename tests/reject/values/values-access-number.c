// SPDX-License-Identifier: GPL-2.0
// class: values: number as an enum
// tool: subset
// says: \[enum\]
// off: enum
// rust: rustc: mismatched types
#include "reject.h"

static int __used values_access_number(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	return !sdrm_resv_is_idle(resv, arg->flags);
#else
	return !sdrm_resv_is_idle(resv, arg->flags ? SDRM_WRITE : SDRM_READ);
#endif
}
