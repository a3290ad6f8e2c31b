// SPDX-License-Identifier: GPL-2.0
// class: bo: reference leaked by a discarded lookup
// tool: subset
// says: \[owner-dropped\]
// off: owner-dropped
// rust: Drop
#include "reject.h"

static int bo_dropped_in_call_use(struct sdrm_gem gem)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, gem);
	return sdrm_err(bo);
}

static int __used bo_dropped_in_call(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	return bo_dropped_in_call_use(sdrm_gem_lookup(&file->base, arg->handle));
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
	return bo_dropped_in_call_use(sdrm_gem_move(bo));
#endif
}
