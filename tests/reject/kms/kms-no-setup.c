// SPDX-License-Identifier: GPL-2.0
// class: kms: description
// tool: gcc
// says: sdrm: the description has a display without setup
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: KMS RFC v3: rustc: create_objects() has no default
#include "reject.h"

static const u32 kms_no_setup_formats[] = { DRM_FORMAT_XRGB8888 };

static void __maybe_unused
kms_no_setup_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_no_setup_formats);
	sdrm_setup_connector(setup, 1024, 768);
}

static const struct dis_display kms_no_setup_display = {
#ifndef MISUSE
	.setup	= kms_no_setup_setup,
#endif
};

static const struct dis_driver kms_no_setup_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_display(dis, kms_no_setup_driver, kms_no_setup_display); /* refused here */
