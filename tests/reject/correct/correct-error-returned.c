// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that returns an owner or an error
// tool: clang
// says: releasing checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static struct sdrm_fence __must_check
correct_error_returned_take(const struct mut_file *file, u32 id)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, id));
#ifndef MISUSE
	if (sdrm_is_err(fence))
		return SDRM_ERROR(fence, sdrm_err(fence));
#endif
	sdrm_debug("took %u\n", id);
	return sdrm_fence_move(fence); /* refused here */
}

static int __used correct_error_returned(const struct mut_device *mut,
					 const struct mut_file *file,
					 struct drm_mut_case *arg)
{
	SDRM_OWN(fence, fence, correct_error_returned_take(file, arg->value));
	return sdrm_err(fence);
}
