// SPDX-License-Identifier: GPL-2.0
// class: boundary: private member
// tool: gcc
// says: poisoned "__sdrm_ptr"
// off: -DSDRM_NO_POISON
// rust: privacy: private field
#include "reject.h"

static int __used boundary_private_member(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	arg->out_fence = (u32)(unsigned long)bo->__sdrm_ptr;
#endif
	return 0;
}
