// SPDX-License-Identifier: GPL-2.0
// class: fence: moved in a loop
// tool: subset
// says: \[statement\]
// off: statement
// rust: rustc: use of moved value
#include "reject.h"

static int __used fence_moved_loop_do(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

#ifdef MISUSE
	do { /* refused here */
		sdrm_fence_signal(sdrm_fence_move(fence));
	} while (arg->flags--);
#else
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}
