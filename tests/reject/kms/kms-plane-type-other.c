// SPDX-License-Identifier: GPL-2.0
// class: kms: kind of a plane
// tool: gcc
// says: implicit conversion from
// off: -Wno-enum-conversion
// rust: KMS RFC v3: rustc: mismatched types or no cast, as plane::Type is an enum
#include "reject.h"

static const u32 kms_plane_type_other_formats[] = { DRM_FORMAT_XRGB8888 };

static void kms_plane_type_other_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
#ifdef MISUSE
	sdrm_setup_plane(setup, SDRM_WRITE, kms_plane_type_other_formats);
#else
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, kms_plane_type_other_formats);
#endif
}

static const struct dis_display kms_plane_type_other_display __used = {
	.setup	= kms_plane_type_other_setup,
};
