// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[local\]
// off: local sdrm-copied
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_assigned_sum(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	struct sdrm_line line = sdrm_frame_line(frame, 0);
	u32 sum = sdrm_line_pixel(&line, 0);

	line = sdrm_frame_line(frame, 1);
	sum += sdrm_line_pixel(&line, 0);
	return sum;
#else
	u32 sum = 0;

	for (u32 y = 0; y < 2; y++) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		sum += sdrm_line_pixel(&line, 0);
	}
	return sum;
#endif
}
