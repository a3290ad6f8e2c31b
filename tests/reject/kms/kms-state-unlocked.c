// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: gcc
// says: has no member named
// off: type
// rust: KMS RFC v3: privacy: the data is inside the Mutex
#include "reject.h"

static void
kms_state_unlocked_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	dis->totals.lit = sdrm_frame_width(frame);
#else
	SDRM_LOCKED(totals, dis, totals);
	totals->lit = sdrm_frame_width(frame);
#endif
}

static const struct dis_display kms_state_unlocked_display __used = {
	.frame	= kms_state_unlocked_frame,
};
