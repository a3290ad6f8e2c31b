// SPDX-License-Identifier: GPL-2.0
// class: context: copy_{from,to}_user, sleeping or a second lock while the reservation lock is held
// tool: clang
// says: calling '[^']+' is a violation of trusted computing base 'sdrm'
// off: -Wno-tcb-enforcement
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_sleep_function(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	schedule();
#endif
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
