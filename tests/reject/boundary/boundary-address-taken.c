// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API address taken
// tool: gcc
// says: poisoned "dma_fence_signal"
// off: -DSDRM_NO_POISON
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used boundary_address_taken(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	void *function = dma_fence_signal;

	return !function;
#else
	return 0;
#endif
}
