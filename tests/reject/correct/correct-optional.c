// SPDX-License-Identifier: GPL-2.0
// class: correct: owner from one of two
// tool: clang
// says: releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static int __used correct_optional(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, arg->flags ?
		 sdrm_fence_table_take(&file->fences, arg->value) :
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
#ifndef MISUSE
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#endif
	sdrm_fence_signal(sdrm_fence_move(fence)); /* refused here */
	return 0;
}
