// SPDX-License-Identifier: GPL-2.0
// class: lock: guard or token used after its scope
// tool: subset
// says: \[pointer-assigned\]
// off: pointer-assigned
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int __used lock_used_after_scope_branch(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	const struct sdrm_gem *view;
#endif

	SDRM_OWN(gem, first, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(first))
		return sdrm_err(first);
#ifdef MISUSE
	view = first;
	if (arg->handle2) {
		SDRM_OWN(gem, second, sdrm_gem_lookup(&file->base, arg->handle2));
		view = sdrm_is_err(second) ? view : second;
	}
#else
	SDRM_OWN(gem, second, sdrm_gem_lookup(&file->base, arg->handle2));
	const struct sdrm_gem *view = sdrm_is_err(second) ? first : second;

#endif
	if (sdrm_is_err(view))
		return sdrm_err(view);
	SDRM_OWN(resv, resv, sdrm_resv_lock(view));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
