// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: gcc
// says: does not compute the number|negative width|not an integer constant|not constant
// off: type
// rust: KMS RFC v3: no misuse: a slice has its length, and DRM copies it
#include "reject.h"

#ifdef MISUSE
static const u32 kms_formats_pointer_all[] = { DRM_FORMAT_XRGB8888 };
static const u32 *const kms_formats_pointer_formats = kms_formats_pointer_all;
#else
static const u32 kms_formats_pointer_formats[] = { DRM_FORMAT_XRGB8888 };
#endif

static void kms_formats_pointer_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_formats_pointer_formats); /* refused here */
}

static const struct dis_display kms_formats_pointer_display __used = {
	.setup	= kms_formats_pointer_setup,
};
