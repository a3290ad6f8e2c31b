// SPDX-License-Identifier: GPL-2.0
// class: table: private member read
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: privacy: private field
#include "reject.h"

static int __used table_private_read(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	arg->out_fence = vfile->fences.__sdrm_priv.max_fences;
#endif
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
}
