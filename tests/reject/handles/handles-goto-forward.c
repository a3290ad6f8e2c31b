// SPDX-License-Identifier: GPL-2.0
// class: handles: goto over a cleanup declaration
// tool: gcc
// says: jump skips variable initialization
// off: -Wno-jump-misses-init -Wno-maybe-uninitialized -Wno-uninitialized
// rust: not expressible: no goto
/* clang refuses it as well, and has no option to accept it. */
#include "reject.h"

static int __used handles_goto_forward(const struct vgem_file *vfile,
				       struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	if (arg->flags)
		goto out;
#else
	if (arg->flags)
		return -EINVAL;
#endif
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
out:
#endif
	return 0;
}
