// SPDX-License-Identifier: GPL-2.0
// class: timeline: a fence signalled by hand
// tool: gcc
// says: incompatible type for argument
// off: type
// rust: not expressible: 7.3 has no timeline
#include "reject.h"

/* Out of order, and by a waiter: only the timeline signals. */
static int __used timeline_signalled_reference(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
#ifdef MISUSE
	sdrm_fence_signal(sdrm_fence_ref_move(fence));
#else
	sdrm_timeline_advance(&file->timeline, 1);
#endif
	return 0;
}
