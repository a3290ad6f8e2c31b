// SPDX-License-Identifier: GPL-2.0
// class: bo: looked up and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static struct sdrm_gem __must_check
bo_unchecked_helper_find(const struct vgem_file *vfile, u32 handle)
	sdrm_must_not_hold_resv()
{
	return sdrm_gem_lookup(&vfile->base, handle);
}

static int __used bo_unchecked_helper(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, bo_unchecked_helper_find(vfile, arg->handle));
#ifndef MISUSE
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
