// SPDX-License-Identifier: GPL-2.0
// class: device: registered before its data is set up
// tool: none
// rust: a type that is not set up cannot be had
// runtime: sdrm_timeline_add() returns -EINVAL, sdrm_timeline_advance() does nothing (tests/kunit, not_set_up)
#include "reject.h"

static int __used device_setup_timeline(struct toy_file *file, u32 value)
{
#ifndef MISUSE
	int ret = sdrm_timeline_init(&file->timeline, &file->base.managed, "toy",
				     NULL);

	if (ret)
		return ret;
#endif
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, value));
	return sdrm_is_err(fence);
}
