// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a raw header
// tool: gcc
// says: poisoned
// off: -DSDRM_NO_POISON -Wno-write-strings
// rust: unsafe, and only behind bindings
/*
 * Most headers use names of other headers, which are poisoned after
 * <sdrm/sdrm.h>.
 */
#include "reject.h"

#ifdef MISUSE
#include <linux/gpio/driver.h> /* refused here */
#endif

static int __used boundary_header_poisoned(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	return 0;
}
