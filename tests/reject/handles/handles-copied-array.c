// SPDX-License-Identifier: GPL-2.0
// class: handles: owned handle copied or assigned
// tool: gcc
// says: invalid initializer|array initialized from non-constant
// off: type
// rust: rustc: moves, the source is dead
#include "reject.h"

static int __used handles_copied_array(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	struct sdrm_gem other[1] = bo;
#else
	SDRM_OWN(gem, other, sdrm_gem_move(bo));
#endif
	return sdrm_is_err(other);
}
