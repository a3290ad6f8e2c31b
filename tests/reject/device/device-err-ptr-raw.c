// SPDX-License-Identifier: GPL-2.0
// class: device: ERR_PTR tested as NULL or not tested
// tool: gcc
// says: poisoned "IS_ERR"
// off: -DSDRM_NO_POISON
// rust: API: no raw pointer
#include "reject.h"

static int __used device_err_ptr_raw(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
#ifdef MISUSE
	if (IS_ERR(parent))
		return -ENODEV;
#endif
	if (sdrm_is_err(parent))
		return sdrm_err(parent);

	return !sdrm_platform_device(parent);
}
