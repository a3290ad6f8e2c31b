// SPDX-License-Identifier: GPL-2.0
// class: kms: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: KMS RFC v3: not refused: atomic_check() gets a `&Crtc<Self>`, and with it the data of the driver
#include "reject.h"

/* What was tested could be refused later: state of the device is not for it to look at. */
#ifdef MISUSE
static int kms_check_with_device_check(const struct dis_device *dis,
				       const struct sdrm_proposal *proposal)
#else
static int kms_check_with_device_check(const struct sdrm_proposal *proposal)
#endif
{
	return sdrm_proposal_crtc(proposal) ? -EINVAL : 0;
}

static const struct dis_display kms_check_with_device_display __used = {
	.check	= kms_check_with_device_check, /* refused here */
};
