// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[local\]
// off: local
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_array_differs(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	const struct sdrm_line lines[] = {
		sdrm_frame_line(frame, 0), sdrm_frame_line(frame, 1),
	};

	return sdrm_line_pixel(&lines[0], 0);
#else
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

	return sdrm_line_pixel(&line, 0);
#endif
}
