// SPDX-License-Identifier: GPL-2.0
// class: fence: moved value dropped
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: the room is given back
#include "reject.h"

static int __used fence_move_dropped_slot(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);
#ifdef MISUSE
	sdrm_fence_slot_move(slot);
#endif
	return 0;
}
