// SPDX-License-Identifier: GPL-2.0
// class: sync_file: used and not checked
// tool: clang
// says: requires holding checked owner|releasing
// off: -Wno-thread-safety
// rust: rustc: new returns Result
#include "reject.h"

static struct sdrm_sync_file __used sync_file_unchecked(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
#ifndef MISUSE
	if (sdrm_is_err(made))
		return sdrm_sync_file_create(fence);
#endif
	return sdrm_sync_file_move(made); /* refused here */
}
