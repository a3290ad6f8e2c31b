// SPDX-License-Identifier: GPL-2.0
// class: boundary: private member
// tool: gcc
// says: poisoned "__sdrm_fence_base"
// off: -DSDRM_NO_POISON
// rust: privacy: private function
#include "reject.h"

static int __used boundary_private_function(const struct vgem_file *vfile,
					    struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	return !__sdrm_fence_base(fence);
#else
	return 0;
#endif
}
