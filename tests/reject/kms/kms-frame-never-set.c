// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[pointer-kept\]
// off: pointer-kept
// rust: KMS RFC v3: rustc: Option; a kept `ARef<Framebuffer>` that is not set is None
#include "reject.h"

/* No one sets it, so nothing is assigned, and it is NULL. */
struct kms_frame_never_set_totals {
	struct sdrm_state base;
#ifdef MISUSE
	const struct sdrm_frame *last;
#endif
	u32 width;
};

struct kms_frame_never_set_device {
	struct sdrm_device base;
	SDRM_GUARDED(kms_frame_never_set_totals, totals);
};

SDRM_DISPLAY_TYPES(kms_frame_never_set, kms_frame_never_set_device, dis_file);

static void
kms_frame_never_set_frame(const struct kms_frame_never_set_device *dev,
			  const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dev, totals);
#ifdef MISUSE
	totals->width = sdrm_frame_width(totals->last);
#else
	totals->width = sdrm_frame_width(frame);
#endif
}

static const struct kms_frame_never_set_display kms_frame_never_set_display __used = {
	.frame	= kms_frame_never_set_frame,
};
