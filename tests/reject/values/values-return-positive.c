// SPDX-License-Identifier: GPL-2.0
// class: values: return value
// tool: subset
// says: \[narrowed\]
// off: narrowed
// runtime: user space gets the number as the result of ioctl(2)
// rust: not refused: Result<u32>
#include "reject.h"

static int __used values_return_positive(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	if (arg->flags)
#ifdef MISUSE
		return arg->handle;
#else
		return -EINVAL;
#endif
	return 0;
}
