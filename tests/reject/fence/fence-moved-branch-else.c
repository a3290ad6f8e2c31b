// SPDX-License-Identifier: GPL-2.0
// class: fence: moved on one branch and then used
// tool: clang
// says: checked owner
// off: -Wno-thread-safety
// rust: rustc: use of moved value
#include "reject.h"

static int __used fence_moved_branch_else(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	if (arg->flags) {
		SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
		if (sdrm_is_err(ref))
			return sdrm_err(ref);
		if (sdrm_fence_is_signaled(ref))
			return 0;
	}
#ifdef MISUSE
	else {
		sdrm_fence_signal(sdrm_fence_move(fence));
	}
#endif
	sdrm_fence_signal(sdrm_fence_move(fence)); /* refused here */
	return 0;
}
