// SPDX-License-Identifier: GPL-2.0
// class: handles: uninitialised cleanup variable
// tool: gcc
// says: uninitialized
// off: -Wno-uninitialized -Wno-maybe-uninitialized
// rust: rustc: used binding isn't initialized
/* Open-coded, because SDRM_OWN() requires an initialiser. */
#include "reject.h"

static int __used
handles_uninitialised_cleanup(const struct vgem_file *vfile,
			      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	struct sdrm_gem bo[1] __cleanup(__SDRM_DROP_gem);

	if (arg->flags)
		return -EINVAL; /* refused here */
	*bo = sdrm_gem_lookup(&vfile->base, arg->handle);
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
#endif
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	return 0;
}
