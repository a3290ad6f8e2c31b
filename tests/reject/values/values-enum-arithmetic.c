// SPDX-License-Identifier: GPL-2.0
// class: values: number as an enum
// tool: subset
// says: \[enum\]
// off: enum
// rust: rustc: mismatched types
#include "reject.h"

static int __used values_enum_arithmetic(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	enum sdrm_access access = arg->flags ? SDRM_WRITE : SDRM_READ;

#ifdef MISUSE
	access += 1;
#endif
	arg->value = access == SDRM_WRITE;
	return 0;
}
