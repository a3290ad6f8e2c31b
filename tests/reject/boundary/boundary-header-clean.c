// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a raw header
// tool: subset
// says: \[macro\]
// off: macro boundary directive null
// rust: unsafe, and only behind bindings
/*
 * A header that uses no poisoned name passes, and clang takes functions in a file
 * included by a driver for the driver's. (tests/shape also refuses the include.)
 */
#include "reject.h"

#ifdef MISUSE
#include <linux/consolemap.h>
#define boundary_header_clean_KIND inverse_translate(NULL, 0, 0)
#endif

static int __used boundary_header_clean(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	arg->flags = boundary_header_clean_KIND;
#endif
	return 0;
}
