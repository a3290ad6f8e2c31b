// SPDX-License-Identifier: GPL-2.0
// class: sync_file: leaked
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: FileDescriptorReservation, File
#include "reject.h"

static int __used sync_file_leaked_straight(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
#ifdef MISUSE
	sdrm_sync_file_create(fence);
	return 0;
#else
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	return sdrm_is_err(made);
#endif
}
