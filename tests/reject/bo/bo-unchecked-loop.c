// SPDX-License-Identifier: GPL-2.0
// class: bo: looked up and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used bo_unchecked_loop(const struct vgem_file *vfile,
				    struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	u32 handle;

	for (handle = 1; handle < min(arg->handle, 64U); handle++) {
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, handle));
#ifndef MISUSE
		if (sdrm_is_err(bo))
			continue;
#endif
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
		if (!sdrm_resv_is_idle(resv, SDRM_READ))
			return -EBUSY;
	}
	return 0;
}
