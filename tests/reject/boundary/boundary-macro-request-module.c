// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a macro
// tool: clang
// says: calling '[^']+' is a violation of trusted computing base 'sdrm'
// off: -Wno-tcb-enforcement
// rust: unsafe, and only behind bindings; not refused where the macro has the unsafe block
#include "reject.h"

static int __used
boundary_macro_request_module(const struct vgem_file *vfile,
			      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	return request_module("reject");
#else
	return 0;
#endif
}
