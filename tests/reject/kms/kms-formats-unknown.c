// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: none
// rust: KMS RFC v3: not refused: a format is any u32
// runtime: loading fails with -EINVAL and a message (tests/kunit, wrong_setup_is_refused)
#include "reject.h"

#ifdef MISUSE
static const u32 kms_formats_unknown_formats[] = { DRM_FORMAT_NV12 };
#else
static const u32 kms_formats_unknown_formats[] = { DRM_FORMAT_XRGB8888 };
#endif

static void kms_formats_unknown_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_formats_unknown_formats); /* refused here */
}

static const struct dis_display kms_formats_unknown_display __used = {
	.setup	= kms_formats_unknown_setup,
};
