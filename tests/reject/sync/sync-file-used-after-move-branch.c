// SPDX-License-Identifier: GPL-2.0
// class: sync_file: used after move
// tool: clang
// says: releasing checked owner|not held
// off: -Wno-thread-safety
// rust: rustc: use of moved value
#include "reject.h"

static struct sdrm_sync_file __used sync_file_used_after_move_branch(const struct toy_file *file, u32 value)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, value));
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	if (sdrm_is_err(made))
		return sdrm_sync_file_create(fence);

	if (value) {
		SDRM_OWN(sync_file, mine, sdrm_sync_file_move(made));
#ifndef MISUSE
		return sdrm_sync_file_create(fence);
#endif
	}
	return sdrm_sync_file_move(made); /* refused here */
}
