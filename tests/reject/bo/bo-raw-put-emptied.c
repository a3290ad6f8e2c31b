// SPDX-License-Identifier: GPL-2.0
// class: bo: raw put
// tool: gcc
// says: poisoned "__sdrm_ptr"
// off: -DSDRM_NO_POISON
// rust: privacy: the driver has no raw object
/* The pointer cannot be taken out of an owner, and so cannot be leaked. */
#include "reject.h"

static int __used bo_raw_put_emptied(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	bo->__sdrm_ptr = NULL;
#endif
	return 0;
}
