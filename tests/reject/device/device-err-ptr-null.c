// SPDX-License-Identifier: GPL-2.0
// class: device: ERR_PTR tested as NULL or not tested
// tool: gcc
// says: will never be NULL|will always evaluate
// off: -Wno-address
// rust: rustc: lookup returns Result
#include "reject.h"

static int __used device_err_ptr_null(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
#ifdef MISUSE
	if (!parent)
		return -ENODEV;
	return 0;
#else
	if (sdrm_is_err(parent))
		return sdrm_err(parent);

	return !sdrm_platform_device(parent);
#endif
}
