// SPDX-License-Identifier: GPL-2.0
// class: lists: locked twice
// tool: clang
// says: cannot call function .sdrm_resv_list_lock. while|that is already held
// off: -Wno-thread-safety
// rust: not at all in rustc
#include "reject.h"

static int __used lists_locked_twice(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, 4));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
#ifdef MISUSE
	SDRM_OWN(resv_list, again, sdrm_resv_list_lock(bos));
#endif
	sdrm_for_each_resv(resv, locks)
		arg->value += sdrm_resv_is_idle(resv, SDRM_READ);
	return 0;
}
