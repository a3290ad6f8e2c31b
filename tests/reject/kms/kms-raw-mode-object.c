// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: privacy: Device::as_raw() is pub(crate); num_crtcs() is public
#include "reject.h"

static void
kms_raw_mode_object_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	(void)dis->base.__sdrm_priv.drm.mode_config.num_crtc;
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_mode_object_display __used = {
	.frame	= kms_raw_mode_object_frame,
};
