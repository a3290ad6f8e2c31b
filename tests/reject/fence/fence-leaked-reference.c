// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: ARef is put
#include "reject.h"

static int __used fence_leaked_reference(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_get(fence);
	return 0;
#else
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_is_signaled(ref);
#endif
}
