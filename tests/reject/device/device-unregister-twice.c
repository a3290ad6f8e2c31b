// SPDX-License-Identifier: GPL-2.0
// class: device: unregister forgotten or out of order
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static int __used device_unregister_twice(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
	if (sdrm_is_err(parent))
		return sdrm_err(parent);

	sdrm_platform_unregister(sdrm_platform_move(parent));
#ifdef MISUSE
	sdrm_platform_unregister(sdrm_platform_move(parent));
#endif
	return 0;
}
