// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[global\]
// off: global sdrm-copied
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

#ifdef MISUSE
static struct sdrm_line kms_line_kept_global_kept;
#endif

static void
kms_line_kept_global_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
	const struct sdrm_line line = sdrm_frame_line(frame, 0);

#ifdef MISUSE
	kms_line_kept_global_kept = line;
#endif
	sdrm_debug("%u", sdrm_line_pixel(&line, 0));
}

static const struct dis_display kms_line_kept_global_display __used = {
	.frame	= kms_line_kept_global_frame,
};
