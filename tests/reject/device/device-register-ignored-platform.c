// SPDX-License-Identifier: GPL-2.0
// class: device: register result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: warning: unused_must_use; not refused with `let _ =`
#include "reject.h"

static int __used
device_register_ignored_platform(const struct vgem_file *vfile,
				 struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	sdrm_platform_register("reject");
	return 0;
#else
	SDRM_OWN(platform, parent, sdrm_platform_register("reject"));
	if (sdrm_is_err(parent))
		return sdrm_err(parent);

	return 0;
#endif
}
