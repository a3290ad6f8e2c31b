// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: gcc
// says: not constant
// off: type
// rust: KMS RFC v3: no misuse: a slice has its length, and DRM copies it
#include "reject.h"

static void kms_formats_on_stack_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
#ifdef MISUSE
	const u32 formats[] = { DRM_FORMAT_XRGB8888, DRM_FORMAT_RGB565 };
#else
	static const u32 formats[] = { DRM_FORMAT_XRGB8888, DRM_FORMAT_RGB565 };
#endif

	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, formats); /* refused here */
}

static const struct dis_display kms_formats_on_stack_display __used = {
	.setup	= kms_formats_on_stack_setup,
};
