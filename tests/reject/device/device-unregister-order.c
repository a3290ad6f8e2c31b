// SPDX-License-Identifier: GPL-2.0
// class: device: unregister forgotten or out of order
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: use of moved value
/* sdrm_platform_device() is not inlined, so gcc does not see the value. */
#include "reject.h"

static int __used device_unregister_order(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
	if (sdrm_is_err(parent))
		return sdrm_err(parent);
#ifdef MISUSE
	sdrm_platform_unregister(sdrm_platform_move(parent));
	return !sdrm_platform_device(parent);
#else
	return !sdrm_platform_device(parent);
#endif
}
