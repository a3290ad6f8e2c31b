// SPDX-License-Identifier: GPL-2.0
// class: handles: owned handle copied or assigned
// tool: gcc
// says: from incompatible pointer type|makes .* from|positional
// off: -Wno-incompatible-pointer-types -Wno-missing-braces -Wno-designated-init
// rust: rustc: moves, the source is dead
#include "reject.h"

static int __used handles_copied_initialiser(const struct vgem_file *vfile,
					     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	SDRM_OWN(gem, other, bo);
#else
	SDRM_OWN(gem, other, sdrm_gem_move(bo));
#endif
	return sdrm_is_err(other);
}
