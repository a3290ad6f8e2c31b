// SPDX-License-Identifier: GPL-2.0
// class: lists: locked twice
// tool: clang
// says: cannot call function .sdrm_resv_lock. while|that is already held
// off: -Wno-thread-safety
// rust: not at all in rustc
#include "reject.h"

static int __used lists_list_and_one(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, 4));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
#ifdef MISUSE
	SDRM_OWN(resv, one, sdrm_resv_lock(bo));
	arg->value += sdrm_resv_is_idle(one, SDRM_READ);
#endif
	sdrm_for_each_resv(resv, locks)
		arg->value += sdrm_resv_is_idle(resv, SDRM_READ);
	return 0;
}
