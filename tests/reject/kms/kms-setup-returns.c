// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: no misuse: create_objects() returns a Result
#include "reject.h"

#ifdef MISUSE
static int kms_setup_returns_setup(const struct dis_device *dis, struct sdrm_setup *setup)
#else
static void kms_setup_returns_setup(const struct dis_device *dis, struct sdrm_setup *setup)
#endif
{
	sdrm_setup_crtc(setup);
#ifdef MISUSE
	return dis->limit ? 0 : -EINVAL;
#endif
}

static const struct dis_display kms_setup_returns_display __used = {
	.setup	= kms_setup_returns_setup, /* refused here */
};
