// SPDX-License-Identifier: GPL-2.0
// class: fence: moved twice
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: gcc sees through the alias because the move is
 * inlined.
 */
#include "reject.h"

static int __used fence_moved_twice_alias(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

#ifdef MISUSE
	struct sdrm_fence *alias = fence;

	sdrm_fence_signal(sdrm_fence_move(fence));
	sdrm_fence_signal(sdrm_fence_move(alias));
#else
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return 0;
}
