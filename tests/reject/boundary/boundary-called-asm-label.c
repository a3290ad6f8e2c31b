// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: subset
// says: \[attribute\]
// off: attribute extern parameter word conversion
// rust: unsafe, and only behind bindings (extern "C")
/* A kernel function under a name of the driver's. */
#include "reject.h"

#ifdef MISUSE
void boundary_called_asm_label_free(const void *ptr) __asm__("kfree");
#endif

static int __used boundary_called_asm_label(const struct vgem_file *vfile,
					    struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	boundary_called_asm_label_free(arg);
#endif
	return 0;
}
