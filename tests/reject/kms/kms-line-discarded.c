// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_discarded_first(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	sdrm_frame_line(frame, 0);
	return 0;
#else
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

	return sdrm_line_pixel(&line, 0);
#endif
}
