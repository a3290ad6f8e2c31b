// SPDX-License-Identifier: GPL-2.0
// class: kms: description
// tool: gcc
// says: redefinition of
// off: type
// rust: KMS RFC v3: rustc: a second module! defines its items again
#include "reject.h"

static const u32 kms_two_modules_formats[] = { DRM_FORMAT_XRGB8888 };

static void kms_two_modules_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_two_modules_formats);
	sdrm_setup_connector(setup, 1024, 768);
}

static const struct dis_display kms_two_modules_display = {
	.setup	= kms_two_modules_setup,
};

static const struct dis_driver kms_two_modules_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_display(dis, kms_two_modules_driver, kms_two_modules_display);
#ifdef MISUSE
sdrm_module_driver(dis, kms_two_modules_driver);
#endif
