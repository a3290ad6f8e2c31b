// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[pointer-assigned\]
// off: pointer-assigned pointer-kept
// rust: KMS RFC v3: rustc: framebuffer() borrows the state; not refused of crtc(), which does not
#include "reject.h"

struct kms_frame_kept_state_totals {
	struct sdrm_state base;
#ifdef MISUSE
	const struct sdrm_frame *last;
#else
	u32 last;
#endif
};

struct kms_frame_kept_state_device {
	struct sdrm_device base;
	SDRM_GUARDED(kms_frame_kept_state_totals, totals);
};

SDRM_DISPLAY_TYPES(kms_frame_kept_state, kms_frame_kept_state_device, dis_file);

static void
kms_frame_kept_state_frame(const struct kms_frame_kept_state_device *dev,
			   const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dev, totals);
#ifdef MISUSE
	totals->last = frame;
#else
	totals->last = sdrm_frame_width(frame);
#endif
}

static const struct kms_frame_kept_state_display kms_frame_kept_state_display __used = {
	.frame	= kms_frame_kept_state_frame,
};
