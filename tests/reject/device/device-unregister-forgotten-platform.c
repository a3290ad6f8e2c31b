// SPDX-License-Identifier: GPL-2.0
// class: device: unregister forgotten or out of order
// tool: subset
// says: \[local\]
// off: local owner-dropped owner-copied
// rust: Drop: Registration unregisters; not refused if by mem::forget()
#include "reject.h"

static int __used
device_unregister_forgotten_platform(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	struct sdrm_platform parent = sdrm_platform_register("reject");

	return sdrm_is_err(&parent) ? sdrm_err(&parent) : 0;
#else
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
	if (sdrm_is_err(parent))
		return sdrm_err(parent);

	return 0;
#endif
}
