// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[null\]
// off: null
// rust: KMS RFC v3: rustc: no NULL, and only create_objects() is lent an UnregisteredKmsDevice
#include "reject.h"

static int __used kms_setup_in_ioctl_call(const struct dis_device *dis, const struct dis_file *file,
				struct drm_mut_case *arg)
{
#ifdef MISUSE
	sdrm_setup_connector(NULL, arg->value, arg->count);
#endif
	return arg->value ? 0 : -EINVAL;
}
