// SPDX-License-Identifier: GPL-2.0
// class: kms: description
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: Driver::Kms is a `KmsImpl<Driver = Self>`
#include "reject.h"

static const u32 kms_display_of_another_formats[] = { DRM_FORMAT_XRGB8888 };

static void __maybe_unused
kms_display_of_another_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_display_of_another_formats);
	sdrm_setup_connector(setup, 1024, 768);
}

static void kms_display_of_another_other(const struct oth_device *oth, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
}

#ifdef MISUSE
static const struct oth_display kms_display_of_another_display = {
	.setup	= kms_display_of_another_other,
};
#else
static const struct oth_display kms_display_of_another_unused __used = {
	.setup	= kms_display_of_another_other,
};

static const struct dis_display kms_display_of_another_display = {
	.setup	= kms_display_of_another_setup,
};
#endif

static const struct dis_driver kms_display_of_another_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_display(dis, /* refused here */
		    kms_display_of_another_driver, kms_display_of_another_display);
