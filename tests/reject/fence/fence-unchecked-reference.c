// SPDX-License-Identifier: GPL-2.0
// class: fence: used and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: new returns Result
#include "reject.h"

static int __used fence_unchecked_reference(const struct toy_file *file)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
#ifndef MISUSE
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#endif
	return sdrm_fence_wait(fence, 10); /* refused here */
}
