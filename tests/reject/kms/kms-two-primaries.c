// SPDX-License-Identifier: GPL-2.0
// class: kms: formats
// tool: none
// rust: KMS RFC v3: run time: drm_mode_config_validate() warns when the device is registered
// runtime: loading fails with -EINVAL and a message (tests/kunit, wrong_setup_is_refused)
#include "reject.h"

static const u32 kms_two_primaries_formats[] = { DRM_FORMAT_XRGB8888 };

static void kms_two_primaries_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_two_primaries_formats);
#ifdef MISUSE
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_two_primaries_formats);
#endif
	sdrm_setup_connector(setup, 1024, 768);
}

static const struct dis_display kms_two_primaries_display __used = {
	.setup	= kms_two_primaries_setup,
};
