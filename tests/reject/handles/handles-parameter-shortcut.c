// SPDX-License-Identifier: GPL-2.0
// class: handles: parameter owned twice, or not on every path
// tool: subset
// says: \[owned-parameter\]
// off: owned-parameter
// rust: Drop
#include "reject.h"

static int handles_parameter_shortcut_eat(struct sdrm_fence fence, u32 flags) /* refused here */
{
	SDRM_OWN(fence, owned, fence);
	return sdrm_err(owned);
}

static int handles_parameter_shortcut_pass(struct sdrm_fence fence, u32 flags) /* refused here */
{
#ifdef MISUSE
	return flags && handles_parameter_shortcut_eat(fence, flags) ? -EINVAL : 0;
#else
	return handles_parameter_shortcut_eat(fence, flags);
#endif
}

static int __used handles_parameter_shortcut(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->value));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	return handles_parameter_shortcut_pass(sdrm_fence_move(fence), arg->flags);
}
