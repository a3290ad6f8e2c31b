// SPDX-License-Identifier: GPL-2.0
// class: handles: wrong kind
// tool: gcc
// says: from incompatible pointer type|incompatible types|invalid initializer|initializ
// off: type
// rust: rustc: mismatched types
#include "reject.h"

static int __used handles_wrong_kind_declared(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	SDRM_OWN(gem, bo, sdrm_fence_table_take(&vfile->fences, arg->handle));
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#endif
	return sdrm_is_err(bo);
}
