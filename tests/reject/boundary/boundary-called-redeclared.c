// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: gcc
// says: poisoned "kfree"
// off: -DSDRM_NO_POISON
// rust: not refused: `unsafe extern` can declare a `safe fn`, whose calls are safe
#include "reject.h"

static int __used boundary_called_redeclared(const struct vgem_file *vfile,
					     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	extern void kfree(const void *ptr);

	kfree(arg);
#endif
	return 0;
}
