// SPDX-License-Identifier: GPL-2.0
// class: bo: put twice
// tool: subset
// says: \[boundary\]
// off: boundary
// rust: privacy: Drop::drop cannot be called
/* Poison accepts a name in the body of a macro. */
#include "reject.h"

static int __used bo_put_twice_drop_macro(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	__SDRM_DROP_gem(&bo);
#endif
	return 0;
}
