// SPDX-License-Identifier: GPL-2.0
// class: fence: used after move
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: gcc sees through the alias because the move is
 * inlined.
 */
#include "reject.h"

static int __used fence_used_after_move_alias(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	const struct sdrm_fence *view = fence;

#ifdef MISUSE
	sdrm_fence_signal(sdrm_fence_move(fence));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(view));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_is_signaled(ref);
#else
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return view && sdrm_fence_is_signaled(ref);
#endif
}
