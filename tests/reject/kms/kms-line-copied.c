// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[local\]
// off: local sdrm-copied
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_copied_first(const struct sdrm_frame *frame)
{
	const struct sdrm_line line = sdrm_frame_line(frame, 0);
#ifdef MISUSE
	const struct sdrm_line copy = line;

	return sdrm_line_pixel(&copy, 0);
#else
	return sdrm_line_pixel(&line, 0);
#endif
}
