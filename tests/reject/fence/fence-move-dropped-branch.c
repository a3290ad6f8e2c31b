// SPDX-License-Identifier: GPL-2.0
// class: fence: moved value dropped
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: DriverFence signals
#include "reject.h"

static int __used fence_move_dropped_branch(const struct vgem_file *vfile,
					    struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	if (arg->flags)
#ifdef MISUSE
		sdrm_fence_move(fence);
#else
		sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}
