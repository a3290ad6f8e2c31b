// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: atomic_check() returns a Result
#include "reject.h"

/* As a bool, an error is true. */
#ifdef MISUSE
static bool kms_check_returns_check(const struct sdrm_proposal *proposal)
#else
static int kms_check_returns_check(const struct sdrm_proposal *proposal)
#endif
{
	if (sdrm_proposal_crtc(proposal))
		return -EINVAL;
	return 0;
}

static const struct dis_display kms_check_returns_display __used = {
	.check	= kms_check_returns_check, /* refused here */
};
