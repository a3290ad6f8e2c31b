// SPDX-License-Identifier: GPL-2.0
// class: fence: used and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: get returns Result
#include "reject.h"

static int __used fence_unchecked_descriptor(int fd, u64 *ns)
{
	SDRM_OWN(fence_ref, fence, sdrm_sync_file_fence(fd));
#ifndef MISUSE
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#endif
	return sdrm_timeline_deadline(fence, ns); /* refused here */
}
