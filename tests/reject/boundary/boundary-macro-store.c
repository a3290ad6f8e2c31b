// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a macro
// tool: subset
// says: \[boundary\]
// off: boundary cast
// rust: unsafe, and only behind bindings
/* A macro that calls no function, but only stores. */
#include "reject.h"

static int __used boundary_macro_store(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	WRITE_ONCE(*(int *)(unsigned long)arg->handle, 0);
#endif
	return 0;
}
