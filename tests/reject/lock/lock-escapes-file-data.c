// SPDX-License-Identifier: GPL-2.0
// class: lock: token's address escaping to a static
// tool: subset
// says: \[boundary\]
// off: boundary pointer-assigned pointer-kept
// rust: rustc: borrow does not live long enough
#include "reject.h"

#ifdef MISUSE
struct lock_escapes_file_data_file {
	struct vgem_file vgem;
	const struct sdrm_resv *kept;
};
#endif

static int __used lock_escapes_file_data(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	container_of(vfile, struct lock_escapes_file_data_file, vgem)->kept = resv;
#endif
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
