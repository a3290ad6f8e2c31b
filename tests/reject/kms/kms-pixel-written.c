// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: poisoned "__sdrm_pixels"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static void __used kms_pixel_written_first(const struct sdrm_frame *frame)
{
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

#ifdef MISUSE
	((u32 *)line.__sdrm_pixels)[0] = 0;
#endif
	sdrm_debug("%u", sdrm_line_pixel(&line, 0));
}
