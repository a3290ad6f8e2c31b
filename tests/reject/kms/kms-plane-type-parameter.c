// SPDX-License-Identifier: GPL-2.0
// class: kms: kind of a plane
// tool: gcc
// says: not constant
// off: type
// rust: KMS RFC v3: rustc: mismatched types or no cast, as plane::Type is an enum
#include "reject.h"

static const u32 kms_plane_type_parameter_formats[] = { DRM_FORMAT_XRGB8888 };

SDRM_PARAM_UINT(kms_plane_type_parameter_kind, 1, 0, 2, "Kind of the plane");

static void
kms_plane_type_parameter_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
#ifdef MISUSE
	sdrm_setup_plane(setup, (enum sdrm_plane_type)kms_plane_type_parameter_kind, /* refused here */
			 kms_plane_type_parameter_formats);
#else
	if (kms_plane_type_parameter_kind)
		sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, kms_plane_type_parameter_formats);
#endif
}

static const struct dis_display kms_plane_type_parameter_display __used = {
	.setup	= kms_plane_type_parameter_setup,
};
