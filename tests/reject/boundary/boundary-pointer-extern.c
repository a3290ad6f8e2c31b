// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a function pointer initialised elsewhere
// tool: subset
// says: \[extern\]
// off: extern conversion
// rust: unsafe, and only behind bindings
/*
 * In the other file of the driver, where the pointer is initialised, the raw name
 * is refused as well.
 */
#include "reject.h"

#ifdef MISUSE
extern void (*const boundary_pointer_extern_hook)(const void *ptr);
#endif

static int __used boundary_pointer_extern(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	boundary_pointer_extern_hook(arg);
#endif
	return 0;
}
