// SPDX-License-Identifier: GPL-2.0
// class: handles: uninitialised cleanup variable
// tool: gcc
// says: macro "SDRM_OWN" requires 3 arguments
// off: type
// follows: undeclared|control reaches end
// rust: rustc: used binding isn't initialized
#include "reject.h"

static int __used handles_uninitialised_macro(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	SDRM_OWN(gem, bo);
	return !bo;
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	return 0;
#endif
}
