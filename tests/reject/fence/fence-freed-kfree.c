// SPDX-License-Identifier: GPL-2.0
// class: fence: freed other than by its own release
// tool: gcc
// says: poisoned "kfree"
// off: -DSDRM_NO_POISON
// rust: privacy: the driver has no raw object
#include "reject.h"

static int __used fence_freed_kfree(const struct vgem_file *vfile,
				    struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	kfree(*(void **)fence);
#endif
	return 0;
}
