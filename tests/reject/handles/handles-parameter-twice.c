// SPDX-License-Identifier: GPL-2.0
// class: handles: parameter owned twice, or not on every path
// tool: subset
// says: \[owned-parameter\]
// off: owned-parameter
// rust: rustc: use of moved value
#include "reject.h"

static int handles_parameter_twice_eat(struct sdrm_fence fence, u32 flags) /* refused here */
{
	SDRM_OWN(fence, owned, fence);
	if (sdrm_is_err(owned))
		return sdrm_err(owned);
	if (flags)
#ifdef MISUSE
		sdrm_fence_signal(fence);
#else
		sdrm_fence_signal(sdrm_fence_move(owned));
#endif
	return 0;
}

static int __used handles_parameter_twice(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->value));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	return handles_parameter_twice_eat(sdrm_fence_move(fence), arg->flags);
}
