// SPDX-License-Identifier: GPL-2.0
// class: lock: token's address escaping to a static
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: rustc: borrow does not live long enough
#include "reject.h"

static int __used lock_escapes_static(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	static const struct sdrm_resv *kept;

	kept = resv;
	return !sdrm_resv_is_idle(kept, SDRM_READ);
#else
	return !sdrm_resv_is_idle(resv, SDRM_READ);
#endif
}
