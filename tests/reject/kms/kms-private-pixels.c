// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: poisoned "__sdrm_pixels"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_private_pixels_first(const struct sdrm_frame *frame, u32 x)
{
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

#ifdef MISUSE
	return line.__sdrm_pixels[x];
#else
	return sdrm_line_pixel(&line, x);
#endif
}
