// SPDX-License-Identifier: GPL-2.0
// class: kms: description
// tool: gcc
// says: defined but not used
// off: -Wno-unused-const-variable
// rust: KMS RFC v3: not refused: `type Kms = PhantomData<Self>` leaves impl KmsDriver unused
#include "reject.h"

static const u32 kms_display_left_out_formats[] = { DRM_FORMAT_XRGB8888 };

static void kms_display_left_out_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_display_left_out_formats);
	sdrm_setup_connector(setup, 1024, 768);
}

static const struct dis_display kms_display_left_out_display = { /* refused here */
	.setup	= kms_display_left_out_setup,
};

static const struct dis_driver kms_display_left_out_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

#ifdef MISUSE
sdrm_module_driver(dis, kms_display_left_out_driver);
#else
sdrm_module_display(dis, kms_display_left_out_driver, kms_display_left_out_display);
#endif
