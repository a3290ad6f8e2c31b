// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: poisoned "queue_work"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: rustc: an inline function has no binding
#include "reject.h"

static void
kms_raw_queue_work_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	queue_work(system_wq, NULL);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_queue_work_display __used = {
	.frame	= kms_raw_queue_work_frame,
};
