// SPDX-License-Identifier: GPL-2.0
// class: table: insert result ignored
// tool: clang
// says: releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used
table_insert_ignored_unchecked(const struct vgem_file *vfile,
			       struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
#ifndef MISUSE
	if (sdrm_is_err(slot))
		return sdrm_err(slot);
#endif
	arg->out_fence =
		sdrm_fence_table_add(sdrm_fence_slot_move(slot), /* refused here */
				     sdrm_fence_move(fence));
	return 0;
}
