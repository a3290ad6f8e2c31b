// SPDX-License-Identifier: GPL-2.0
// class: bo: reference leaked by a discarded lookup
// tool: subset
// says: \[local\]
// off: local owner-dropped owner-copied
// rust: Drop: a discarded ARef is put; not refused if by mem::forget() or inc_ref(), which are safe
/* A variable that is not declared with SDRM_OWN() has no drop. */
#include "reject.h"

static int __used bo_leaked_plain_variable(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	struct sdrm_gem bo = sdrm_gem_lookup(&vfile->base, arg->handle);

	return sdrm_is_err(&bo) ? sdrm_err(&bo) : 0;
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	return 0;
#endif
}
