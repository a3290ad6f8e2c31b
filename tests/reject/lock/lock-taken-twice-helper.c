// SPDX-License-Identifier: GPL-2.0
// class: lock: taken twice
// tool: clang
// says: cannot call function 'lock_taken_twice_helper_idle' while
// off: -Wno-thread-safety
// rust: not at all: a mutex may be locked twice, lockdep tells
#include "reject.h"

static int
lock_taken_twice_helper_idle(const struct vgem_file *vfile, struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return sdrm_resv_is_idle(resv, SDRM_READ);
}

static int __used lock_taken_twice_helper(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return sdrm_resv_is_idle(resv, SDRM_READ) &&
	       lock_taken_twice_helper_idle(vfile, arg);
#else
	return lock_taken_twice_helper_idle(vfile, arg);
#endif
}
