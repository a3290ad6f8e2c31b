// SPDX-License-Identifier: GPL-2.0
// class: context: copy_{from,to}_user, sleeping or a second lock while the reservation lock is held
// tool: clang
// says: reservation lock .*(cannot be called|that is already held|is held)|cannot call function 'sdrm_resv_lock' while
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_second_lock_object(const struct vgem_file *vfile,
					     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&vfile->base, arg->handle + 1));
	if (sdrm_is_err(other))
		return sdrm_err(other);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, SDRM_READ))
		return -EBUSY;
#ifdef MISUSE
	SDRM_OWN(resv, second, sdrm_resv_lock(other));
	return !sdrm_resv_is_idle(second, SDRM_READ);
#else
	return 0;
#endif
}
