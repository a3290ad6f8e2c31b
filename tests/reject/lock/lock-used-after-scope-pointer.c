// SPDX-License-Identifier: GPL-2.0
// class: lock: guard or token used after its scope
// tool: gcc
// says: used uninitialized|dangling pointer
// off: -Wno-uninitialized -Wno-maybe-uninitialized -Wno-dangling-pointer
// rust: rustc: borrow does not live long enough
/*
 * Depends on optimisation: gcc sees that the variable is out of scope only if it
 * has inlined the callee; clang refuses the same line without optimisation.
 */
#include "reject.h"

static int __used
lock_used_after_scope_pointer(const struct vgem_file *vfile,
			      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

#ifdef MISUSE
	const struct sdrm_resv *view;
#endif

	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
		view = resv;
#endif
		if (!sdrm_resv_is_idle(resv, SDRM_READ))
			return -EBUSY;
	}
#ifdef MISUSE
	return !sdrm_resv_is_idle(view, SDRM_WRITE);
#else
	return 0;
#endif
}
