// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: mismatched types, as formats are a &[u32]
#include "reject.h"

#ifdef MISUSE
static const u32 kms_formats_table_formats[][1] = { { DRM_FORMAT_XRGB8888 } };
#else
static const u32 kms_formats_table_formats[] = { DRM_FORMAT_XRGB8888 };
#endif

static void kms_formats_table_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_formats_table_formats); /* refused here */
}

static const struct dis_display kms_formats_table_display __used = {
	.setup	= kms_formats_table_setup,
};
