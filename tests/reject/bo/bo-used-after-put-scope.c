// SPDX-License-Identifier: GPL-2.0
// class: bo: used after put
// tool: gcc
// says: used uninitialized|dangling pointer
// off: -Wno-uninitialized -Wno-maybe-uninitialized -Wno-dangling-pointer
// rust: rustc: borrow does not live long enough
/*
 * Depends on optimisation: gcc sees that the variable is out of scope only if it
 * has inlined the callee; clang refuses the same line without optimisation.
 */
#include "reject.h"

static int __used bo_used_after_put_scope(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	const struct sdrm_gem *view;

	{
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
		view = bo;
		if (sdrm_is_err(view))
			return sdrm_err(view);
#else
	{
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
		const struct sdrm_gem *view = bo;

		if (sdrm_is_err(view))
			return sdrm_err(view);
		SDRM_OWN(resv, resv, sdrm_resv_lock(view));
		return !sdrm_resv_is_idle(resv, SDRM_READ);
#endif
	}
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(view));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
#endif
}
