// SPDX-License-Identifier: GPL-2.0
// class: fence: moved on one branch and then used
// tool: cocci
// says: fence
// rust: rustc: use of moved value
#include "reject.h"

static struct sdrm_sync_file __used fence_moved_branch_file(const struct toy_file *file, u32 value)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, value));
	if (sdrm_is_err(fence))
		return sdrm_sync_file_create(fence);

	if (value) {
		SDRM_OWN(fence_ref, mine, sdrm_fence_ref_move(fence));
#ifndef MISUSE
		return sdrm_sync_file_create(mine);
#endif
	}
	return sdrm_sync_file_create(fence); /* refused here */
}
