// SPDX-License-Identifier: GPL-2.0
// class: boundary: unlocked mutable global
// tool: subset
// says: \[global\]
// off: global
// rust: rustc: static mut is unsafe, a static must be Sync
#include "reject.h"

#ifdef MISUSE
static struct sdrm_timeline boundary_global_timeline_shared;
#endif

static void __used boundary_global_timeline(const struct toy_file *file)
{
#ifdef MISUSE
	sdrm_timeline_advance(&boundary_global_timeline_shared, 1);
#else
	sdrm_timeline_advance(&file->timeline, 1);
#endif
}
