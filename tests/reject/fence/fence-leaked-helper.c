// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: clang
// says: ignoring return value
// off: -Wno-unused-value -Wno-unused-result
// rust: Drop: DriverFence signals
/* A helper without __must_check. */
#include "reject.h"

static struct sdrm_fence fence_leaked_helper_make(const struct mut_file *file)
{
	return sdrm_fence_create(sdrm_file_fence_source(&file->base));
}

static int __used fence_leaked_helper(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	fence_leaked_helper_make(file);
	return 0;
#else
	SDRM_OWN(fence, fence, fence_leaked_helper_make(file));
	return sdrm_err(fence);
#endif
}
