// SPDX-License-Identifier: GPL-2.0
// class: boundary: kernel struct member
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: privacy: private field
/* The way to the struct drm_file is private. */
#include "reject.h"

static int __used boundary_kernel_member_file(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	vfile->base.__sdrm_priv.drm->driver_priv = NULL;
#endif
	return 0;
}
