// SPDX-License-Identifier: GPL-2.0
// class: timeline: a fence signalled by hand
// tool: gcc
// says: incompatible types when initializing|invalid initializer|initializ
// off: type
// rust: not expressible: 7.3 has no timeline
#include "reject.h"

static int __used timeline_signalled_owned(const struct toy_file *file)
{
#ifdef MISUSE
	SDRM_OWN(fence, fence, sdrm_timeline_add(&file->timeline, 1));
#else
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
#endif
	return sdrm_is_err(fence);
}
