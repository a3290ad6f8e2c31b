// SPDX-License-Identifier: GPL-2.0
// class: bo: raw put
// tool: gcc
// says: poisoned "__sdrm_gem_drop"
// off: -DSDRM_NO_POISON
// rust: rustc: Drop::drop cannot be called
#include "reject.h"

static int __used bo_raw_put_drop(const struct vgem_file *vfile,
				  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	__sdrm_gem_drop(&bo);
#endif
	return 0;
}
