// SPDX-License-Identifier: GPL-2.0
// class: fence: put twice
// tool: subset
// says: \[owner-copied\]
// off: owner-copied
// rust: rustc: use of moved value
#include "reject.h"

static int __used fence_put_twice_reference(const struct vgem_file *vfile,
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
	SDRM_OWN(fence_ref, second, *ref);
#else
	SDRM_OWN(fence_ref, second, sdrm_fence_get(fence));
#endif
	if (sdrm_is_err(second))
		return sdrm_err(second);
	return sdrm_fence_is_signaled(ref) && sdrm_fence_is_signaled(second);
}
