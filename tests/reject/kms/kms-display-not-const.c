// SPDX-License-Identifier: GPL-2.0
// class: kms: description
// tool: subset
// says: \[global\]
// off: global
// rust: KMS RFC v3: not expressible: a description is impls and constants
#include "reject.h"

static const u32 kms_display_not_const_formats[] = { DRM_FORMAT_XRGB8888 };

static void kms_display_not_const_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, kms_display_not_const_formats);
	sdrm_setup_connector(setup, 1024, 768);
}

#ifdef MISUSE
static struct dis_display kms_display_not_const_display = {
#else
static const struct dis_display kms_display_not_const_display = {
#endif
	.setup	= kms_display_not_const_setup,
};

static const struct dis_driver kms_display_not_const_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_display(dis,
		    kms_display_not_const_driver, kms_display_not_const_display); /* refused here */
