// SPDX-License-Identifier: GPL-2.0
// class: lists: released under its own lock
// tool: clang
// says: cannot call function 'sdrm_gem_list_move' while
// off: -Wno-thread-safety
// rust: rustc: cannot move out while borrowed
#include "reject.h"

static int __used lists_moved_locked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, 4));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
	sdrm_for_each_resv(resv, locks)
		arg->value += sdrm_resv_is_idle(resv, SDRM_READ);
#ifdef MISUSE
	SDRM_OWN(gem_list, gone, sdrm_gem_list_move(bos));
	return sdrm_err(gone);
#else
	return 0;
#endif
}
