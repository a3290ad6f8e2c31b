// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: poisoned "__sdrm_width"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_private_width_width(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

	return line.__sdrm_width;
#else
	return sdrm_frame_width(frame);
#endif
}
