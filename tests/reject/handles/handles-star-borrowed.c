// SPDX-License-Identifier: GPL-2.0
// class: handles: *h copied
// tool: subset
// says: \[owner-copied\]
// off: owner-copied
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int handles_star_borrowed_end(const struct sdrm_fence *fence)
	sdrm_must_be_checked(fence)
{
#ifdef MISUSE
	sdrm_fence_signal(*fence);
	return 0;
#else
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	return sdrm_err(ref);
#endif
}

static int __used handles_star_borrowed(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	return handles_star_borrowed_end(fence);
}
