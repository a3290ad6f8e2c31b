// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: atomic_update() takes a `Plane<Self>`
#include "reject.h"

#ifdef MISUSE
static void
kms_frame_other_device_frame(const struct mut_device *dis, const struct sdrm_frame *frame)
#else
static void
kms_frame_other_device_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
#endif
{
}

static const struct dis_display kms_frame_other_device_display __used = {
	.frame	= kms_frame_other_device_frame, /* refused here */
};
