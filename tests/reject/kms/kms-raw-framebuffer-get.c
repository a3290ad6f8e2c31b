// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: implicit declaration of function 'drm_framebuffer_get'
// off: type
// rust: KMS RFC v3: rustc: an inline function has no binding
#include "reject.h"

static void
kms_raw_framebuffer_get_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	drm_framebuffer_get(NULL);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_framebuffer_get_display __used = {
	.frame	= kms_raw_framebuffer_get_frame,
};
