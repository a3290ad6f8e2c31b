// SPDX-License-Identifier: GPL-2.0
// class: state: not set up
// tool: none
// runtime: -ENOSPC from each sdrm_fence_table_reserve()
// rust: rustc: missing field; not refused of a global_lock!, whose unsafe(uninit) is no unsafe block
#include "reject.h"

static int __used state_init_missing(const struct mut_device *mut, struct mut_file *file)
{
#ifdef MISUSE
	file->limit = 1;
#else
	sdrm_fence_table_init(&file->fences, &file->base.managed, 1000, 16);
#endif
	return 0;
}
