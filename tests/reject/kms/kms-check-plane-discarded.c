// SPDX-License-Identifier: GPL-2.0
// class: kms: kind of a plane
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: KMS RFC v3: not refused: the value of a getter may be left unused
#include "reject.h"

static int __used kms_check_plane_discarded_check(const struct sdrm_proposal *proposal)
{
#ifdef MISUSE
	sdrm_proposal_plane(proposal, 0); /* refused here */
	return 0;
#else
	const struct sdrm_proposed_plane plane = sdrm_proposal_plane(proposal, 0);

	return plane.type == SDRM_PLANE_CURSOR ? -EINVAL : 0;
#endif
}
