// SPDX-License-Identifier: GPL-2.0
// class: fence: reserve result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: not expressible: 7.3 does not wrap dma_resv
#include "reject.h"

static int __used
fence_reserve_ignored_branch(const struct vgem_file *vfile,
			     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (arg->flags)
#ifdef MISUSE
		sdrm_resv_reserve(resv);
#else
		return -EINVAL;
#endif
	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);

	return 0;
}
