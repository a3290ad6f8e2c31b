// SPDX-License-Identifier: GPL-2.0
// class: handles: borrowed passed where owned is wanted
// tool: gcc
// says: incompatible type for argument
// off: type
// rust: rustc: mismatched types
#include "reject.h"

static int __used handles_borrowed_table(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);
#ifdef MISUSE
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot), fence);
#else
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
#endif
	return 0;
}
