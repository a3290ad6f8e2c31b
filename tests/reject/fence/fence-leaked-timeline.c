// SPDX-License-Identifier: GPL-2.0
// class: fence: leaked
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: Drop: ARef is put
#include "reject.h"

static int __used fence_leaked_timeline(const struct toy_file *file)
{
#ifdef MISUSE
	sdrm_timeline_add(&file->timeline, 1);
	return 0;
#else
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	return sdrm_is_err(fence);
#endif
}
