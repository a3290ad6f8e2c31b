// SPDX-License-Identifier: GPL-2.0
// class: handles: uninitialised cleanup variable
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: used binding isn't initialized
/*
 * An empty owner is like one that was moved. Depends on optimisation: at -O0 gcc
 * does not know the value and is silent; clang's analysis of the same line does
 * not depend on it.
 */
#include "reject.h"

static int __used handles_uninitialised_empty(const struct vgem_file *vfile,
					      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	SDRM_OWN(gem, bo, );
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#endif
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	return !sdrm_resv_is_idle(resv, SDRM_READ);
}
