// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: poisoned "hrtimer_cancel"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: unsafe: kernel::bindings; not refused of dropping a timer's handle under a lock
#include "reject.h"

static void kms_raw_hrtimer_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	hrtimer_cancel(NULL);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_hrtimer_display __used = {
	.frame	= kms_raw_hrtimer_frame,
};
