// SPDX-License-Identifier: GPL-2.0
// class: lists: a second buffer looked up under the lock of the first
// tool: clang
// says: cannot call function 'sdrm_gem_lookup' while|cannot call function '__sdrm_gem_drop' while
// off: -Wno-thread-safety
// rust: not at all in rustc
#include "reject.h"

static int __used lists_one_by_one(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	SDRM_OWN(gem, other, sdrm_gem_lookup(&file->base, arg->handle2)); /* refused here */
#else
	SDRM_OWN(gem, other, sdrm_gem_lookup(&file->base, arg->handle2));
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#endif
	return sdrm_err(other) + sdrm_resv_is_idle(resv, SDRM_READ);
}
