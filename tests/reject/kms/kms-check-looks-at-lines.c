// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

/* Nothing is shown yet, and no buffer is mapped. */
static int __used kms_check_looks_at_lines_check(const struct sdrm_proposal *proposal)
{
#ifdef MISUSE
	const struct sdrm_line line = sdrm_frame_line(proposal, 0); /* refused here */

	return sdrm_line_pixel(&line, 0) ? -EINVAL : 0;
#else
	return sdrm_proposal_crtc(proposal) ? -EINVAL : 0;
#endif
}
