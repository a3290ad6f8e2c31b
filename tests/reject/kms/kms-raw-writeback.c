// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: implicit declaration of function 'drm_writeback_signal_completion'
// off: type
// rust: KMS RFC v3: not expressible: no writeback, and no binding of it
#include "reject.h"

static void
kms_raw_writeback_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	drm_writeback_signal_completion(NULL, 0);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_writeback_display __used = {
	.frame	= kms_raw_writeback_frame,
};
