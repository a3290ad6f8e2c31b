// SPDX-License-Identifier: GPL-2.0
// class: table: access without its lock
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: privacy: the data is inside the Mutex
#include "reject.h"

static int __used table_unlocked_pointer(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	const struct sdrm_fence_table *table = &vfile->fences;

#ifdef MISUSE
	if (*(bool *)table->__sdrm_priv.index)
		return -EBUSY;
#endif
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(table, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
}
