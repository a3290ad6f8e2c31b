// SPDX-License-Identifier: GPL-2.0
// class: bo: used after put
// tool: clang
// says: checked owner
// off: -Wno-thread-safety
// rust: rustc: use of moved value
#include "reject.h"

static int __used bo_used_after_put_branch(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	if (arg->flags) {
		SDRM_OWN(gem, mine, sdrm_gem_move(bo));

#ifdef MISUSE
		if (sdrm_is_err(mine))
			return sdrm_err(mine);
#else
		return sdrm_is_err(mine) ? sdrm_err(mine) : 0;
#endif
	}
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
