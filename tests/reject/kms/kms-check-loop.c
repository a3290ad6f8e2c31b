// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: not refused: rustc bounds no loop, whatever it is over
#include "reject.h"

static int __used kms_check_loop_check(const struct sdrm_proposal *proposal)
{
	const struct sdrm_proposed_mode mode = sdrm_proposal_mode(proposal);
	u32 windows = 0;

#ifdef MISUSE
	for (u32 i = 0; i < mode.height; i++) {
#else
	for (u32 i = 0; i < SDRM_PLANES_MAX; i++) {
#endif
		const struct sdrm_proposed_plane plane = sdrm_proposal_plane(proposal, i);

		if (plane.type == SDRM_PLANE_CURSOR && plane.width < 16)
			return -ERANGE;
		windows += plane.type == SDRM_PLANE_OVERLAY && plane.visible;
	}
	return mode.height && windows <= 2 ? 0 : -ENOSPC;
}
