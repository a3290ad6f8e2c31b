// SPDX-License-Identifier: GPL-2.0
// class: handles: borrowed passed where owned is wanted
// tool: gcc
// says: incompatible type for argument
// off: type
// rust: API: Fence has no signal(), DriverFence has
/* A waiter cannot signal. */
#include "reject.h"

static int __used handles_borrowed_reference(const struct vgem_file *vfile,
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
	sdrm_fence_signal(*ref);
#endif
	return sdrm_fence_is_signaled(ref);
}
