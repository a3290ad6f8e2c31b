// SPDX-License-Identifier: GPL-2.0
// class: bo: reference leaked by a discarded lookup
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: a discarded ARef is put at once
#include "reject.h"

static int __used bo_leaked_straight(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	sdrm_gem_lookup(&vfile->base, arg->handle);
	return 0;
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	return 0;
#endif
}
