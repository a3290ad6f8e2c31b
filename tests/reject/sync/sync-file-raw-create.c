// SPDX-License-Identifier: GPL-2.0
// class: sync_file: published by hand
// tool: gcc
// says: poisoned "sync_file_create"|implicit declaration of function .sync_file_create.
// off: type
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used sync_file_raw_create(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
#ifdef MISUSE
	return !sync_file_create((void *)file);
#else
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	return sdrm_is_err(made);
#endif
}
