// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: DriverFence signals
#include "reject.h"

static int __used fence_leaked_straight(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	sdrm_fence_create(sdrm_file_fence_source(&vfile->base));
	return 0;
#else
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
#endif
}
