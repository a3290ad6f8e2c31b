// SPDX-License-Identifier: GPL-2.0
// class: correct: locked one after the other
// tool: clang
// says: cannot call function .sdrm_resv_lock. while
// off: -Wno-thread-safety
// rust: not at all
#include "reject.h"

static int __used correct_in_turn(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&file->base, arg->handle2));
	if (sdrm_is_err(other))
		return sdrm_err(other);
#ifndef MISUSE
	{
#endif
		SDRM_OWN(resv, first, sdrm_resv_lock(bo));
		if (!sdrm_resv_is_idle(first, SDRM_READ))
			return -EBUSY;
#ifndef MISUSE
	}
#endif
	SDRM_OWN(resv, second, sdrm_resv_lock(other)); /* refused here */
	return sdrm_resv_is_idle(second, SDRM_WRITE) ? 0 : -EBUSY;
}
