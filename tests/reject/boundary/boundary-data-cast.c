// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: subset
// says: \[boundary\]
// off: boundary cast
// rust: unsafe: transmute
#include "reject.h"

static int __used boundary_data_cast(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	((struct drm_gem_open *)arg)->size = 0;
#else
	arg->out_fence = 0;
#endif
	return 0;
}
