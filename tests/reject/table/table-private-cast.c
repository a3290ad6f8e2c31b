// SPDX-License-Identifier: GPL-2.0
// class: table: private member read
// tool: subset
// says: \[cast\]
// off: cast pointer-arithmetic
// rust: rustc: a cast to *const u32 can only be read in unsafe
#include "reject.h"

static int __used table_private_cast(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	arg->out_fence = ((u32 *)&vfile->fences)[8];
#endif
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
}
