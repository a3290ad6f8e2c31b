// SPDX-License-Identifier: GPL-2.0
// class: bo: looked up and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used bo_unchecked_branch(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#ifdef MISUSE
	if (arg->flags && sdrm_is_err(bo))
#else
	if (sdrm_is_err(bo))
#endif
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
