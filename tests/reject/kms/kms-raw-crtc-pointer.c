// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: undefined type
// off: type
// follows: control reaches end
// rust: KMS RFC v3: unsafe: as_raw() is safe, to read through its pointer is not
#include "reject.h"

#ifdef MISUSE
static u32 __used kms_raw_crtc_pointer_width(const struct drm_crtc *crtc)
{
	return crtc->state->mode.hdisplay;
}
#else
static u32 __used kms_raw_crtc_pointer_width(const struct sdrm_frame *frame)
{
	return sdrm_frame_width(frame);
}
#endif
