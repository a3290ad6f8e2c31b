// SPDX-License-Identifier: GPL-2.0
// class: fence: used after move
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: gcc propagates the value into the helper. clang refuses
 * the helper itself, because it has not checked its argument.
 */
#include "reject.h"

#ifdef MISUSE
static noinline int fence_used_after_move_helper_done(const struct sdrm_fence *fence)
{
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence)); /* refused here */
	return sdrm_fence_is_signaled(ref);
}
#endif

static int __used
fence_used_after_move_helper(const struct vgem_file *vfile,
			     struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_signal(sdrm_fence_move(fence));
	return fence_used_after_move_helper_done(fence);
#else
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_is_signaled(ref);
#endif
}
