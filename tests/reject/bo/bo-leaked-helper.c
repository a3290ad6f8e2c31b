// SPDX-License-Identifier: GPL-2.0
// class: bo: reference leaked by a discarded lookup
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: a discarded ARef is put at once
#include "reject.h"

static struct sdrm_gem __must_check
bo_leaked_helper_find(const struct vgem_file *vfile, u32 handle)
	sdrm_must_not_hold_resv()
{
	return sdrm_gem_lookup(&vfile->base, handle);
}

static int __used bo_leaked_helper(const struct vgem_file *vfile,
				   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	bo_leaked_helper_find(vfile, arg->handle);
	return 0;
#else
	SDRM_OWN(gem, bo, bo_leaked_helper_find(vfile, arg->handle));
	return sdrm_is_err(bo) ? sdrm_err(bo) : 0;
#endif
}
