// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that hands on what it was given
// tool: subset
// says: \[owned-parameter\]
// off: owned-parameter
// rust: rustc: use of moved value
#include "reject.h"

static void correct_parameter_handed_on_finish(struct sdrm_fence fence)
{
	SDRM_OWN(fence, owned, fence);
	if (sdrm_is_err(owned))
		return;
	sdrm_fence_signal(sdrm_fence_move(owned));
}

static void correct_parameter_handed_on_pass(struct sdrm_fence fence) /* refused here */
{
#ifdef MISUSE
	correct_parameter_handed_on_finish(fence);
#endif
	correct_parameter_handed_on_finish(fence);
}

static int __used correct_parameter_handed_on(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->value));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	correct_parameter_handed_on_pass(sdrm_fence_move(fence));
	return 0;
}
