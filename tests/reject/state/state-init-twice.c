// SPDX-License-Identifier: GPL-2.0
// class: state: set up again
// tool: none
// runtime: a warning at every open; the second one is ignored
// rust: rustc: field specified more than once
#include "reject.h"

static int __used state_init_twice(const struct mut_device *mut, struct mut_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, 1000, 16);
#ifdef MISUSE
	sdrm_fence_table_init(&file->fences, &file->base.managed, 2000, 32);
#endif
	return 0;
}
