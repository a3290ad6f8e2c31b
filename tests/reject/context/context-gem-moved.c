// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: cannot call function 'sdrm_gem_move' while|cannot call function '__sdrm_gem_drop' while
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_gem_moved(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, SDRM_READ))
		return -EBUSY;
#ifdef MISUSE
	SDRM_OWN(gem, other, sdrm_gem_move(bo));
	return sdrm_err(other);
#else
	return 0;
#endif
}
