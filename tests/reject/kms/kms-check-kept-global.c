// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: KMS RFC v3: rustc: CrtcStateMutator<'_> is lent for the call
#include "reject.h"

#ifdef MISUSE
static const struct sdrm_proposal *kms_check_kept_global_kept;
#endif

static int __used kms_check_kept_global_check(const struct sdrm_proposal *proposal)
{
#ifdef MISUSE
	kms_check_kept_global_kept = proposal;
#endif
	return sdrm_proposal_crtc(proposal) ? -EINVAL : 0;
}
