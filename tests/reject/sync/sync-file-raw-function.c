// SPDX-License-Identifier: GPL-2.0
// class: sync_file: published by hand
// tool: gcc
// says: poisoned "fd_install"|implicit declaration of function .fd_install.
// off: type
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used sync_file_raw_function(const struct toy_file *file, struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	fd_install(arg->out_fence, (void *)arg);
#endif
	return sdrm_fence_is_signaled(fence);
}
