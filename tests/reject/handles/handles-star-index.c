// SPDX-License-Identifier: GPL-2.0
// class: handles: *h copied
// tool: subset
// says: \[owner-copied\]
// off: owner-copied
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int __used handles_star_index(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_signal(fence[0]);
#else
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}
