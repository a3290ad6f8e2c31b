// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[null\]
// off: null
// rust: KMS RFC v3: rustc: no NULL, and only create_objects() is lent an UnregisteredKmsDevice
#include "reject.h"

static int kms_setup_in_init_init(struct dis_device *dis)
{
#ifdef MISUSE
	sdrm_setup_crtc(NULL);
#endif
	dis->limit = 1;
	return 0;
}

static const struct dis_driver kms_setup_in_init_driver __used = {
	.init	= kms_setup_in_init_init,
};
