// SPDX-License-Identifier: GPL-2.0
// class: boundary: kernel struct member
// tool: subset
// says: \[boundary\]
// off: boundary cast pointer-assigned
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used boundary_kernel_member_cast(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	(*(struct drm_file **)vfile)->driver_priv = NULL;
#endif
	return 0;
}
