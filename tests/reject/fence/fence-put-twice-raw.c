// SPDX-License-Identifier: GPL-2.0
// class: fence: put twice
// tool: gcc
// says: poisoned "dma_fence_put"
// off: -DSDRM_NO_POISON
// rust: privacy: the driver has no raw object
#include "reject.h"

static int __used fence_put_twice_raw(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
#ifdef MISUSE
	dma_fence_put((void *)arg);
#endif
	return sdrm_fence_is_signaled(ref);
}
