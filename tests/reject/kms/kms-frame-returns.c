// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: atomic_update() returns ()
#include "reject.h"

#ifdef MISUSE
static int kms_frame_returns_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
#else
static void
kms_frame_returns_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
#endif
{
#ifdef MISUSE
	return sdrm_frame_width(frame) ? 0 : -EINVAL;
#else
	sdrm_debug("%u", sdrm_frame_width(frame));
#endif
}

static const struct dis_display kms_frame_returns_display __used = {
	.frame	= kms_frame_returns_frame, /* refused here */
};
