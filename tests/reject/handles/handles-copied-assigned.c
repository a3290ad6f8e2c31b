// SPDX-License-Identifier: GPL-2.0
// class: handles: owned handle copied or assigned
// tool: gcc
// says: assignment to expression with array type
// off: type
// rust: rustc: moves, the source is dead
#include "reject.h"

static int __used handles_copied_assigned(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&vfile->base, arg->handle + 1));
	if (sdrm_is_err(other))
		return sdrm_err(other);
#ifdef MISUSE
	other = bo;
#endif
	return 0;
}
