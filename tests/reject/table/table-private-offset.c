// SPDX-License-Identifier: GPL-2.0
// class: table: private member read
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: privacy: private field
#include "reject.h"

static int __used table_private_offset(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	if (arg->flags == offsetof(struct sdrm_fence_table, __sdrm_priv.max_fences))
		return -EINVAL;
#endif
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
}
