// SPDX-License-Identifier: GPL-2.0
// class: fence: moved twice
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static int __used fence_moved_twice_slot(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence, second,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(second))
		return sdrm_err(second);

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&vfile->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
#ifdef MISUSE
	arg->flags = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					  sdrm_fence_move(second));
#else
	sdrm_fence_signal(sdrm_fence_move(second));
#endif
	return 0;
}
