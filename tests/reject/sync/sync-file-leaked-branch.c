// SPDX-License-Identifier: GPL-2.0
// class: sync_file: leaked
// tool: subset
// says: \[local\]
// off: local owner-dropped owner-copied
// rust: Drop: File
#include "reject.h"

static struct sdrm_sync_file __used sync_file_leaked_branch(const struct toy_file *file, u32 value)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, value));
#ifdef MISUSE
	struct sdrm_sync_file made = sdrm_sync_file_create(fence);

	if (value)
		return sdrm_sync_file_create(fence);
	return made;
#else
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	if (sdrm_is_err(made) || value)
		return sdrm_sync_file_create(fence);
	return sdrm_sync_file_move(made);
#endif
}
