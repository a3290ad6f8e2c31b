// SPDX-License-Identifier: GPL-2.0
// class: lock: unlocked early by hand
// tool: gcc
// says: poisoned "__sdrm_resv_drop"
// off: -DSDRM_NO_POISON
// rust: rustc: drop(guard) ends its life
#include "reject.h"

static int __used lock_unlocked_early_drop(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	__sdrm_resv_drop(&resv);
#endif
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
