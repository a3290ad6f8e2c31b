// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: subset
// says: \[statement\]
// off: statement word
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used boundary_called_asm(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	asm volatile("pause");
#endif
	return 0;
}
