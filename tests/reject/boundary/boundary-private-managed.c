// SPDX-License-Identifier: GPL-2.0
// class: boundary: private member
// tool: gcc
// says: poisoned "__sdrm_actions"|read-only object
// off: type
// rust: privacy: private field
/* Cleanup actions that would never run. */
#include "reject.h"

static int __used boundary_private_managed(const struct vgem_file *vfile,
					   struct drm_vgem_fence_attach *arg)
{
	const struct sdrm_managed *managed = &vfile->base.managed;

	if (!managed || arg->flags)
		return -EINVAL;
#ifdef MISUSE
	managed->__sdrm_actions = NULL;
#endif
	return 0;
}
