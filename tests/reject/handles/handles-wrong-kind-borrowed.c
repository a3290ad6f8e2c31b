// SPDX-License-Identifier: GPL-2.0
// class: handles: wrong kind
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: mismatched types
#include "reject.h"

static int __used handles_wrong_kind_borrowed(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	SDRM_OWN(resv, resv, sdrm_resv_lock(fence));
#else
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#endif
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
