// SPDX-License-Identifier: GPL-2.0
// class: boundary: unlocked mutable global
// tool: subset
// says: \[global\]
// off: global
// rust: rustc: static mut is unsafe, a static must be Sync
#include "reject.h"

static int __used boundary_global_local(const struct vgem_file *vfile,
					struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	static u32 count;

	arg->out_fence = ++count;
#else
	u32 count = 0;

	arg->out_fence = ++count;
#endif
	return 0;
}
