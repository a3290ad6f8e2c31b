// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: subset
// says: \[global\]
// off: global assigned
// rust: KMS RFC v3: unsafe: static mut; not refused of an atomic
#include "reject.h"

/* The number of tested commits would count. */
#ifdef MISUSE
static u32 kms_check_writes_global_asked;
#endif

static int __used kms_check_writes_global_check(const struct sdrm_proposal *proposal)
{
#ifdef MISUSE
	kms_check_writes_global_asked++;
#endif
	return sdrm_proposal_crtc(proposal) ? -EINVAL : 0;
}
