// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: subset
// says: \[local\]
// off: local owner-dropped owner-copied
// rust: Drop: DriverFence signals; not refused if by mem::forget()
/* A variable that is not declared with SDRM_OWN() has no drop. */
#include "reject.h"

static int __used fence_leaked_plain_variable(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	struct sdrm_fence fence =
		sdrm_fence_create(sdrm_file_fence_source(&vfile->base));

	return sdrm_is_err(&fence) ? sdrm_err(&fence) : 0;
#else
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return 0;
#endif
}
