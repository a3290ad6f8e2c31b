// SPDX-License-Identifier: GPL-2.0
// class: fence: moved in a loop
// tool: cocci
// says: is moved in a loop that it was declared outside of
// rust: rustc: use of moved value
#include "reject.h"

static int __used fence_moved_loop_last(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
	u32 i;

	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	for (i = 0; i < min(arg->flags, 8U); i++) {
		if (i != arg->handle)
			continue;
		sdrm_fence_signal(sdrm_fence_move(fence)); /* refused here */
#ifdef MISUSE
		arg->handle++;
#else
		break;
#endif
	}
	return 0;
}
