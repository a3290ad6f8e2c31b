// SPDX-License-Identifier: GPL-2.0
// class: correct: array of views
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: borrow checker
#include "reject.h"

static int __used correct_views(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&file->base, arg->handle2));
	if (sdrm_is_err(other))
		return sdrm_err(other);
	const struct sdrm_gem *const both[] = { bo, other };

	for (u32 i = 0; i < ARRAY_SIZE(both); i++) {
		const struct sdrm_gem *view = both[i];

#ifndef MISUSE
		if (sdrm_is_err(view))
			return sdrm_err(view);
#endif
		SDRM_OWN(resv, resv, sdrm_resv_lock(view)); /* refused here */
		if (!sdrm_resv_is_idle(resv, SDRM_READ))
			return -EBUSY;
	}
	return 0;
}
