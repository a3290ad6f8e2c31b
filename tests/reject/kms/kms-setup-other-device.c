// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: rustc: create_objects() takes an `UnregisteredKmsDevice<Self>`
#include "reject.h"

#ifdef MISUSE
static void kms_setup_other_device_setup(const struct mut_device *dis, struct sdrm_setup *setup)
#else
static void kms_setup_other_device_setup(const struct dis_device *dis, struct sdrm_setup *setup)
#endif
{
	sdrm_setup_crtc(setup);
}

static const struct dis_display kms_setup_other_device_display __used = {
	.setup	= kms_setup_other_device_setup, /* refused here */
};
