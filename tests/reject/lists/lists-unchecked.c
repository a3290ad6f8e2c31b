// SPDX-License-Identifier: GPL-2.0
// class: lists: looked up and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used lists_unchecked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, 4));
#ifndef MISUSE
	if (sdrm_is_err(bos))
		return sdrm_err(bos);
#endif
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos)); /* refused here */
	sdrm_for_each_resv(resv, locks)
		arg->value += sdrm_resv_is_idle(resv, SDRM_READ);
	return 0;
}
