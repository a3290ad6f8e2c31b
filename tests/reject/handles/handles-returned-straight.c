// SPDX-License-Identifier: GPL-2.0
// class: handles: address of an owned local returned
// tool: gcc
// says: returns address of local variable
// off: -Wno-return-local-addr
// rust: rustc: returns a reference to a local
#include "reject.h"

static const struct sdrm_gem *
handles_returned_straight_find(const struct vgem_file *vfile, struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#ifdef MISUSE
	return bo;
#else
	return NULL;
#endif
}

static int __used handles_returned_straight(const struct vgem_file *vfile,
					    struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	return !handles_returned_straight_find(vfile, arg) && sdrm_is_err(bo);
}
