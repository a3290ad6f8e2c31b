// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: KMS RFC v3: rustc: framebuffer() borrows the state; not refused of crtc(), which does not
#include "reject.h"

#ifdef MISUSE
static const struct sdrm_frame *kms_frame_kept_global_kept;
#endif

static void
kms_frame_kept_global_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	kms_frame_kept_global_kept = frame;
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_frame_kept_global_display __used = {
	.frame	= kms_frame_kept_global_frame,
};
