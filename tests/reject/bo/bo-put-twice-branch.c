// SPDX-License-Identifier: GPL-2.0
// class: bo: put twice
// tool: clang
// says: releasing .*checked owner
// off: -Wno-thread-safety
// rust: rustc: use of moved value
#include "reject.h"

static int __used bo_put_twice_branch(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	if (arg->flags) {
		SDRM_OWN(gem, mine, sdrm_gem_move(bo));

		if (sdrm_is_err(mine))
			return sdrm_err(mine);
#ifndef MISUSE
		return 0;
#endif
	}
	SDRM_OWN(gem, second, sdrm_gem_move(bo)); /* refused here */
	return sdrm_is_err(second);
}
