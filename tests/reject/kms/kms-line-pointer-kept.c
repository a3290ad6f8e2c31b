// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: gcc
// says: dangling pointer
// off: -Wno-dangling-pointer -Wno-maybe-uninitialized
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

static u32 __used kms_line_pointer_kept_first(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	const struct sdrm_line *outer = NULL;

	if (sdrm_frame_height(frame)) {
		const struct sdrm_line line = sdrm_frame_line(frame, 0);

		outer = &line;
	}
	return outer ? sdrm_line_pixel(outer, 0) : 0;
#else
	const struct sdrm_line line = sdrm_frame_line(frame, 0);
	const struct sdrm_line *outer = &line;

	return sdrm_line_pixel(outer, 0);
#endif
}
