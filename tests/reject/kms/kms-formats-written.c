// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: subset
// says: \[global\]
// off: global
// rust: KMS RFC v3: unsafe: static mut (and DRM copies the formats)
#include "reject.h"

#ifdef MISUSE
static u32 kms_formats_written_formats[] = { DRM_FORMAT_XRGB8888 };
#else
static const u32 kms_formats_written_formats[] = { DRM_FORMAT_XRGB8888 };
#endif

static void kms_formats_written_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_formats_written_formats); /* refused here */
}

static const struct dis_display kms_formats_written_display __used = {
	.setup	= kms_formats_written_setup,
};
