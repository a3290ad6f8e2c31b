// SPDX-License-Identifier: GPL-2.0
// class: correct: owners in the cases of a switch
// tool: clang
// says: releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: use of moved value
#include "reject.h"

static int __used correct_switch(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	switch (arg->flags) {
	case 0: {
		SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->value));
#ifndef MISUSE
		if (sdrm_is_err(fence))
			return sdrm_err(fence);
#endif
		sdrm_fence_signal(sdrm_fence_move(fence)); /* refused here */
		return 0;
	}
	case 1: {
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
		if (sdrm_is_err(bo))
			return sdrm_err(bo);
		break;
	}
	default:
		return -EINVAL;
	}
	return 0;
}
