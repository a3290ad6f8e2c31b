// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: gcc
// says: has no member named
// off: type
// rust: KMS RFC v3: privacy: the data is inside the Mutex
#include "reject.h"

static void kms_state_of_setup_setup(const struct dis_device *dis, struct sdrm_setup *setup)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	dis->totals.lit = 0;
#else
	SDRM_LOCKED(totals, dis, totals);
	totals->lit = 0;
#endif
	sdrm_setup_crtc(setup);
}

static const struct dis_display kms_state_of_setup_display __used = {
	.setup	= kms_state_of_setup_setup,
};
