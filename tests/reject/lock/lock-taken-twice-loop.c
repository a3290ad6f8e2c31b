// SPDX-License-Identifier: GPL-2.0
// class: lock: taken twice
// tool: clang
// says: reservation lock .*(cannot be called|that is already held|is held)|cannot call function 'sdrm_resv_lock' while
// off: -Wno-thread-safety
// rust: not at all: a mutex may be locked twice, lockdep tells
#include "reject.h"

static int __used lock_taken_twice_loop(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	u32 i;

	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(resv, outer, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(outer, SDRM_READ))
		return -EBUSY;
#endif
	for (i = 0; i < min(arg->flags, 8U); i++) {
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
		if (!sdrm_resv_is_idle(resv, SDRM_READ))
			return -EBUSY;
	}
	return 0;
}
