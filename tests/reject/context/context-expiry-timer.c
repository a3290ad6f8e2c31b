// SPDX-License-Identifier: GPL-2.0
// class: context: sleeping in the expiry callback
// tool: gcc
// says: poisoned "(mod_timer|add_timer)"
// off: -DSDRM_NO_POISON
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_expiry_timer(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	mod_timer((void *)arg, 10);
#endif
	return 0;
}
