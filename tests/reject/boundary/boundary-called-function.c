// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: gcc
// says: poisoned "dma_fence_signal"
// off: -DSDRM_NO_POISON
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used boundary_called_function(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	dma_fence_signal((void *)arg);
#endif
	return 0;
}
