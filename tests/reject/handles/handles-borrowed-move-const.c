// SPDX-License-Identifier: GPL-2.0
// class: handles: borrowed passed where owned is wanted
// tool: gcc
// says: discards 'const' qualifier
// off: -Wno-discarded-qualifiers
// rust: rustc: cannot move out of a borrow
/* A borrowed view is const, which cannot be moved. */
#include "reject.h"

static int handles_borrowed_move_const_end(const struct sdrm_fence *fence)
{
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}

static int __used handles_borrowed_move_const(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return handles_borrowed_move_const_end(fence);
}
