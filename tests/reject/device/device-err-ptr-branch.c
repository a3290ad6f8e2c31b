// SPDX-License-Identifier: GPL-2.0
// class: device: ERR_PTR tested as NULL or not tested
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used device_err_ptr_branch(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
#ifdef MISUSE
	if (arg->flags && sdrm_is_err(parent))
#else
	if (sdrm_is_err(parent))
#endif
		return sdrm_err(parent);

	return !sdrm_platform_device(parent); /* refused here */
}
