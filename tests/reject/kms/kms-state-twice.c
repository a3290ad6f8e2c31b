// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: clang
// says: cannot call function '__sdrm_state_lock' while
// off: -Wno-thread-safety
// rust: KMS RFC v3: not refused: a mutex may be locked twice, lockdep tells
#include "reject.h"

static void kms_state_twice_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dis, totals);
	totals->lit = sdrm_frame_width(frame);
#ifdef MISUSE
	SDRM_LOCKED(again, dis, totals);
	again->lit++;
#endif
}

static const struct dis_display kms_state_twice_display __used = {
	.frame	= kms_state_twice_frame,
};
