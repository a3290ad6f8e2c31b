// SPDX-License-Identifier: GPL-2.0
// class: state: object of the library overwritten
// tool: gcc
// says: read-only member|assignment of read-only|with read-only
// off: type
// rust: pinned
#include "reject.h"

static int __used state_managed_reset(const struct mut_device *mut, struct mut_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, 1000, 16);
#ifdef MISUSE
	file->base.managed = (struct sdrm_managed){ };
#endif
	return 0;
}
