// SPDX-License-Identifier: GPL-2.0
// class: fence: used after move
// tool: subset
// says: \[moved-lent\]
// off: moved-lent
// runtime: the callee gets -ESTALE from its check, not a use after free
// rust: rustc: use of moved value
/* The same through an alias. */
#include "reject.h"

int fence_used_after_move_hidden_alias_done(const struct sdrm_fence *fence);

int noinline fence_used_after_move_hidden_alias_done(const struct sdrm_fence *fence)
{
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_is_signaled(ref);
}

static int __used
fence_used_after_move_hidden_alias(const struct vgem_file *vfile,
				   struct drm_vgem_fence_attach *arg)
{
	SDRM_OWN(fence, fence,
		 sdrm_fence_table_take(&vfile->fences, arg->out_fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	const struct sdrm_fence *view = fence; /* refused here */

#ifdef MISUSE
	sdrm_fence_signal(sdrm_fence_move(fence));
#endif
	return fence_used_after_move_hidden_alias_done(view);
}
