// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: gcc
// says: not constant
// off: type
// rust: KMS RFC v3: no misuse: a slice has its length, and DRM copies it
#include "reject.h"

static void kms_formats_in_device_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
#ifndef MISUSE
	static const u32 formats[] = { DRM_FORMAT_XRGB8888 };
#endif

	sdrm_setup_crtc(setup);
#ifdef MISUSE
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, dis->formats);
#else
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, formats);
#endif
}

static const struct dis_display kms_formats_in_device_display __used = {
	.setup	= kms_formats_in_device_setup,
};
