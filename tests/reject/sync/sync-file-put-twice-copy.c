// SPDX-License-Identifier: GPL-2.0
// class: sync_file: put twice
// tool: subset
// says: \[owner-copied\]
// off: owner-copied
// rust: rustc: use of moved value
#include "reject.h"

static struct sdrm_sync_file __used sync_file_put_twice_copy(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	if (sdrm_is_err(made))
		return sdrm_sync_file_create(fence);
#ifdef MISUSE
	return *made;
#else
	return sdrm_sync_file_move(made);
#endif
}
