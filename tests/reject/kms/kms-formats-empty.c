// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: gcc
// says: sdrm: no formats
// off: type
// rust: KMS RFC v3: not refused: UnregisteredPlane::new() takes an empty slice, as DRM does
#include "reject.h"

#ifdef MISUSE
static const u32 kms_formats_empty_formats[] = {};
#else
static const u32 kms_formats_empty_formats[] = { DRM_FORMAT_XRGB8888 };
#endif

static void kms_formats_empty_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_formats_empty_formats); /* refused here */
}

static const struct dis_display kms_formats_empty_display __used = {
	.setup	= kms_formats_empty_setup,
};
