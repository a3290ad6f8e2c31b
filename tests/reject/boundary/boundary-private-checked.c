// SPDX-License-Identifier: GPL-2.0
// class: boundary: private member
// tool: gcc
// says: poisoned "__sdrm_assume_checked"
// off: -DSDRM_NO_POISON
// rust: privacy: private function
/* The check cannot be claimed without being made. */
#include "reject.h"

static int __used boundary_private_checked(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#ifdef MISUSE
	__sdrm_assume_checked(&bo->__sdrm_checked);
#else
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
