// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: read-only object
// off: type
// rust: KMS RFC v3: rustc: `Plane<T>` is Deref without DerefMut
#include "reject.h"

static void
kms_frame_device_written_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	dis->limit = sdrm_frame_width(frame);
#else
	sdrm_debug("%u of %u", sdrm_frame_width(frame), dis->limit);
#endif
}

static const struct dis_display kms_frame_device_written_display __used = {
	.frame	= kms_frame_device_written_frame,
};
