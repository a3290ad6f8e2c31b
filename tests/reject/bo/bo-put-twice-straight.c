// SPDX-License-Identifier: GPL-2.0
// class: bo: put twice
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static int __used bo_put_twice_straight(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, mine, sdrm_gem_move(bo));
	if (sdrm_is_err(mine))
		return sdrm_err(mine);

#ifdef MISUSE
	SDRM_OWN(gem, second, sdrm_gem_move(bo));
#else
	SDRM_OWN(gem, second, sdrm_gem_move(mine));
#endif
	return sdrm_is_err(second);
}
