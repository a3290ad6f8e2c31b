// SPDX-License-Identifier: GPL-2.0
// class: lock: left without unlock
// tool: clang
// says: is not held on every path|is still held
// off: -Wno-thread-safety
// rust: Drop: the guard unlocks; not refused if by mem::forget(), or kept in file data, which need not be Send
/* A variable that is not declared with SDRM_OWN() does not unlock. */
#include "reject.h"

static int __used lock_left_plain_variable(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	struct sdrm_resv resv = sdrm_resv_lock(bo);

	return !sdrm_resv_is_idle(&resv, SDRM_READ);
#else
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
#endif
} /* refused here */
