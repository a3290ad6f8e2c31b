// SPDX-License-Identifier: GPL-2.0
// class: handles: address of an owned local returned
// tool: subset
// says: \[parameter\]
// off: parameter pointer-assigned uninitialised
// rust: rustc: borrow does not live long enough
#include "reject.h"

#ifdef MISUSE
static int
handles_returned_out_find(const struct vgem_file *vfile, struct drm_vgem_fence_attach *arg,
       const struct sdrm_gem **out) /* refused here */
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	*out = bo;
	return sdrm_err(bo);
}
#endif

static int __used handles_returned_out(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	const struct sdrm_gem *bo;

	return handles_returned_out_find(vfile, arg, &bo);
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	return sdrm_err(bo);
#endif
}
