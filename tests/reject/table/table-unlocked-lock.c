// SPDX-License-Identifier: GPL-2.0
// class: table: access without its lock
// tool: gcc
// says: poisoned "_raw_spin_lock"|poisoned "__sdrm_priv"|poisoned "spin_lock"
// off: -DSDRM_NO_POISON
// rust: privacy: the data is inside the Mutex
/* Not even with the lock held: the lock is private to the table. */
#include "reject.h"

static int __used table_unlocked_lock(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	spin_lock((spinlock_t *)vfile->fences.__sdrm_priv.index);
#endif
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
}
