// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: none
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
// runtime: both lines may have the pixels of the second
#include "reject.h"

static u32 __used kms_two_lines_differs(const struct sdrm_frame *frame)
{
	const struct sdrm_line upper = sdrm_frame_line(frame, 0);
#ifdef MISUSE
	const struct sdrm_line lower = sdrm_frame_line(frame, 1);

	return sdrm_line_pixel(&upper, 0) ^ sdrm_line_pixel(&lower, 0);
#else
	u32 pixel = sdrm_line_pixel(&upper, 0);
	const struct sdrm_line lower = sdrm_frame_line(frame, 1);

	return pixel ^ sdrm_line_pixel(&lower, 0);
#endif
}
