// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: subset
// says: \[owner-copied\]
// off: owner-copied sdrm-copied
// rust: Drop: assignment drops the old value
/* Assigning over what an owner holds leaks it. */
#include "reject.h"

static int __used fence_leaked_loop(const struct vgem_file *vfile,
				    struct drm_vgem_fence_attach *arg)
{
	u32 i;

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	for (i = 0; i < min(arg->flags, 8U); i++) {
#ifdef MISUSE
		*fence = sdrm_fence_table_take(&vfile->fences, i);
		if (sdrm_is_err(fence))
			return sdrm_err(fence);
#else
		SDRM_OWN(fence, old, sdrm_fence_table_take(&vfile->fences, i));
		if (sdrm_is_err(old))
			return sdrm_err(old);
#endif
	}
	return 0;
}
