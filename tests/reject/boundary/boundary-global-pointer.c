// SPDX-License-Identifier: GPL-2.0
// class: boundary: unlocked mutable global
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: rustc: static mut is unsafe, a static must be Sync
#include "reject.h"

#ifdef MISUSE
static struct drm_vgem_fence_attach *boundary_global_pointer_last;
#else
static const struct drm_vgem_fence_attach *const boundary_global_pointer_last;
#endif

static int __used boundary_global_pointer(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	boundary_global_pointer_last = arg;
	return !boundary_global_pointer_last;
#else
	return !boundary_global_pointer_last;
#endif
}
