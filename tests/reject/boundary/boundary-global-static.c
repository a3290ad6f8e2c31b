// SPDX-License-Identifier: GPL-2.0
// class: boundary: unlocked mutable global
// tool: subset
// says: \[global\]
// off: global
// rust: rustc: static mut is unsafe, a static must be Sync
#include "reject.h"

#ifdef MISUSE
static u32 boundary_global_static_count;
#else
static const u32 boundary_global_static_count = 1;
#endif

static int __used boundary_global_static(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	arg->out_fence = ++boundary_global_static_count;
#else
	arg->out_fence = boundary_global_static_count;
#endif
	return 0;
}
