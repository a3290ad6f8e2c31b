// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[cast\]
// off: cast conversion
// rust: KMS RFC v3: rustc: no cast between references; transmute() is unsafe
#include "reject.h"

static void
kms_setup_in_frame_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	sdrm_setup_crtc((void *)frame);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_setup_in_frame_display __used = {
	.frame	= kms_setup_in_frame_frame,
};
