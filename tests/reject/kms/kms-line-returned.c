// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[result-type\]
// off: result-type local
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

#ifdef MISUSE
static struct sdrm_line kms_line_returned_first(const struct sdrm_frame *frame)
{
	return sdrm_frame_line(frame, 0);
}
#else
static u32 kms_line_returned_first(const struct sdrm_frame *frame)
{
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

	return sdrm_line_pixel(&line, 0);
}
#endif

static void
kms_line_returned_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	const struct sdrm_line line = kms_line_returned_first(frame);

	sdrm_debug("%u", sdrm_line_pixel(&line, 0));
#else
	sdrm_debug("%u", kms_line_returned_first(frame));
#endif
}

static const struct dis_display kms_line_returned_display __used = {
	.frame	= kms_line_returned_frame,
};
