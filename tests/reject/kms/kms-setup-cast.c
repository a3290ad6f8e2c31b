// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[cast\]
// off: cast
// rust: KMS RFC v3: rustc: no cast between references; transmute() is unsafe
#include "reject.h"

static int kms_setup_cast_init(struct dis_device *dis)
{
#ifdef MISUSE
	sdrm_setup_crtc((struct sdrm_setup *)dis);
#endif
	dis->limit = 1;
	return 0;
}

static const struct dis_driver kms_setup_cast_driver __used = {
	.init	= kms_setup_cast_init,
};
