// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: is used uninitialized
// off: -Wno-uninitialized -Wno-maybe-uninitialized
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_of_nothing_first(const struct sdrm_frame *frame, u32 x)
{
#ifdef MISUSE
	const struct sdrm_line line;
#else
	const struct sdrm_line line = sdrm_frame_line(frame, 0);
#endif

	return sdrm_line_pixel(&line, x);
}
