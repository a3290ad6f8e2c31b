// SPDX-License-Identifier: GPL-2.0
// class: lock: unlocked early by hand
// tool: gcc
// says: poisoned "__sdrm_ptr"
// off: -DSDRM_NO_POISON -D__error__=__warning__ -Wno-attribute-warning
// rust: privacy: fields of a guard are private
#include "reject.h"

static int __used lock_unlocked_early_emptied(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	resv->__sdrm_ptr = NULL;
#endif
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
