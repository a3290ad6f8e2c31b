// SPDX-License-Identifier: GPL-2.0
// class: table: insert result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: warning: unused_must_use; not refused with `let _ =`
/* A fence whose id is lost can only expire. */
#include "reject.h"

static int __used
table_insert_ignored_straight(const struct vgem_file *vfile,
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
	sdrm_fence_table_add(sdrm_fence_slot_move(slot),
			     sdrm_fence_move(fence));
#else
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
#endif
	return 0;
}
