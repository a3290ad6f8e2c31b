// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: the old state is lent as `&`; the new one may be written
#include "reject.h"

#ifdef MISUSE
static void kms_frame_written_frame(const struct dis_device *dis, struct sdrm_frame *frame)
#else
static void
kms_frame_written_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
#endif
{
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_frame_written_display __used = {
	.frame	= kms_frame_written_frame, /* refused here */
};
