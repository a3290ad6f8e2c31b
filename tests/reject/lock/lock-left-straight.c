// SPDX-License-Identifier: GPL-2.0
// class: lock: left without unlock
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: the guard unlocks (the 7.3 DRM crates have no reservation lock)
#include "reject.h"

static int __used lock_left_straight(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	sdrm_resv_lock(bo);
	return 0;
#else
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
#endif
}
