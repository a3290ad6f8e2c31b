// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: not refused: atomic_check() gets a CrtcStateMutator, and may write the new state
#include "reject.h"

#ifdef MISUSE
static int kms_check_changes_check(struct sdrm_proposal *proposal)
#else
static int kms_check_changes_check(const struct sdrm_proposal *proposal)
#endif
{
	return sdrm_proposal_crtc(proposal) ? -EINVAL : 0;
}

static const struct dis_display kms_check_changes_display __used = {
	.check	= kms_check_changes_check, /* refused here */
};
