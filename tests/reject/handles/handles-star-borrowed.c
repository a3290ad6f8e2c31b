// SPDX-License-Identifier: GPL-2.0
// class: handles: *h copied
// tool: cocci
// says: copy of what [a-z]+ owns
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int handles_star_borrowed_end(struct sdrm_fence *fence)
{
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_signal(*fence);
#else
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}

static int __used handles_star_borrowed(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return handles_star_borrowed_end(fence);
}
