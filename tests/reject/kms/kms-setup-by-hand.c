// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: gcc
// says: incomplete type
// off: type
// follows: storage size of|unused variable
// rust: KMS RFC v3: privacy: members of UnregisteredKmsDevice are private, its new() is pub(crate)
#include "reject.h"

#ifdef MISUSE
static void __used kms_setup_by_hand_setup(void)
{
	struct sdrm_setup setup = {};

	sdrm_setup_crtc(&setup);
}
#else
static void __used kms_setup_by_hand_setup(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
}
#endif
