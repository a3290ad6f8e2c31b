// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a raw header
// tool: gcc
// says: include <sdrm/sdrm.h>, not individual headers
// off: -DSDRM_IMPLEMENTATION
// rust: privacy: private module
/* A header of this library, without poison. */
#include "reject.h"

static int __used boundary_header_single(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
#include <sdrm/inside.h>
#endif
	return 0;
}
