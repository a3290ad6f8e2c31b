// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: implicit declaration of function 'drm_crtc_add_crc_entry'
// off: type
// rust: KMS RFC v3: unsafe: a call of kernel::bindings
#include "reject.h"

static void
kms_raw_crc_entry_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	drm_crtc_add_crc_entry(NULL, false, 0, NULL);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_crc_entry_display __used = {
	.frame	= kms_raw_crc_entry_frame,
};
