// SPDX-License-Identifier: GPL-2.0
// class: lock: guard or token used after its scope
// tool: gcc
// says: undeclared
// off: type
// rust: rustc: not found in this scope
#include "reject.h"

static int __used lock_used_after_scope_name(const struct vgem_file *vfile,
					     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
		if (!sdrm_resv_is_idle(resv, SDRM_READ))
			return -EBUSY;
	}
#ifdef MISUSE
	if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
		return -EBUSY;
#endif
	return 0;
}
