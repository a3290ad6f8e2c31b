// SPDX-License-Identifier: GPL-2.0
// class: fence: moved in a loop
// tool: subset
// says: \[statement\]
// off: statement
// rust: rustc: use of moved value
#include "reject.h"

static int __used fence_moved_loop_while(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	while (arg->flags--) /* refused here */
#else
	if (arg->flags--)
#endif
		sdrm_fence_signal(sdrm_fence_move(fence));
	return 0;
}
