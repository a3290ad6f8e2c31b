// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API pasted together
// tool: gcc
// says: poisoned "kfree"
// off: -DSDRM_NO_POISON
// rust: unsafe, and only behind bindings (paste!)
#include "reject.h"

static int __used boundary_pasted(const struct vgem_file *vfile,
				  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	__PASTE(kf, ree)(arg);
#endif
	return 0;
}
