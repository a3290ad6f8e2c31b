// SPDX-License-Identifier: GPL-2.0
// class: bo: put twice
// tool: subset
// says: \[owner-copied\]
// off: owner-copied
// rust: rustc: use of moved value
#include "reject.h"

static int __used bo_put_twice_copy(const struct vgem_file *vfile,
				    struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(gem, second, *bo);
#else
	SDRM_OWN(gem, second, sdrm_gem_move(bo));
#endif
	return sdrm_is_err(second);
}
