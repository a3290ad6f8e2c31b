// SPDX-License-Identifier: GPL-2.0
// class: timeline: a fence signalled by hand
// tool: gcc
// says: incompatible type for argument|control reaches end
// off: type
// rust: not expressible: 7.3 has no timeline
#include "reject.h"

/* With a table, user space could signal it by id. */
static int __used timeline_signalled_table(const struct vgem_file *vfile, const struct toy_file *file,
				     u32 *id)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

#ifdef MISUSE
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	*id = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_ref_move(fence));
	return 0;
#else
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	*id = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				    sdrm_fence_move(fence));
	return 0;
#endif
}
