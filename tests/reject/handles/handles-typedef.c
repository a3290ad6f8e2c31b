// SPDX-License-Identifier: GPL-2.0
// class: handles: type hidden by a typedef
// tool: subset
// says: \[owned-parameter\]
// off: owned-parameter
// rust: Drop
#include "reject.h"

#ifdef MISUSE
typedef struct sdrm_fence handles_typedef_fence;

static u32 handles_typedef_count(handles_typedef_fence fence, u32 value)
{
	return value + 1;
}
#else
static u32 handles_typedef_count(struct sdrm_fence fence, u32 value)
{
	SDRM_OWN(fence, owned, fence);

	return value + 1;
}
#endif

static int __used handles_typedef(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->value));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	arg->value = handles_typedef_count(sdrm_fence_move(fence), (u32)arg->value);
	return 0;
}
