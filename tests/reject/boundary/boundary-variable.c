// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: subset
// says: \[boundary\]
// off: boundary narrowed
// rust: unsafe, and only behind bindings
/* Only functions are poisoned, and a variable is not called. */
#include "reject.h"

static int __used boundary_variable(const struct vgem_file *vfile,
				    struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	arg->out_fence = jiffies;
#endif
	return 0;
}
