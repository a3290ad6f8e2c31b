// SPDX-License-Identifier: GPL-2.0
// class: values: return value
// tool: subset
// says: \[errno-sign\]
// off: errno-sign
// rust: not refused: Result<u32>
#include "reject.h"

static int values_errno_sign_check(const struct drm_mut_case *arg)
{
#ifdef MISUSE
	return arg->flags ? EINVAL : 0;
#else
	return arg->flags ? -EINVAL : 0;
#endif
}

static int __used values_errno_sign(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return values_errno_sign_check(arg);
}
