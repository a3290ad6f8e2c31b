// SPDX-License-Identifier: GPL-2.0
// class: handles: address of an owned local returned
// tool: cocci
// says: borrowed [a-z]+ is stored beyond its scope
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int
handles_returned_out_find(const struct vgem_file *vfile, struct drm_vgem_fence_attach *arg,
       const struct sdrm_gem **out)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#ifdef MISUSE
	*out = bo;
#endif
	return sdrm_is_err(bo);
}

static int __used handles_returned_out(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	const struct sdrm_gem *bo;

	return handles_returned_out_find(vfile, arg, &bo);
}
