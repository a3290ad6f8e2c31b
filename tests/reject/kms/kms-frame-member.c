// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: gcc
// says: undefined type
// off: type
// follows: control reaches end
// rust: KMS RFC v3: privacy: a Framebuffer is a private Opaque, and no method tells its size
#include "reject.h"

static u32 __used kms_frame_member_width(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	return frame->width;
#else
	return sdrm_frame_width(frame);
#endif
}
