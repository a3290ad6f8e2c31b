// SPDX-License-Identifier: GPL-2.0
// class: state: object of the library overwritten
// tool: gcc
// says: read-only member|assignment of read-only|with read-only
// off: type
// rust: rustc: Pin, cannot swap
#include "reject.h"

static int __used state_tables_swapped(const struct mut_device *mut, struct mut_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, 1000, 16);
#ifdef MISUSE
	swap(file->spare, file->fences);
#endif
	return 0;
}
