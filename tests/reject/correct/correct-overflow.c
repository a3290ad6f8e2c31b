// SPDX-License-Identifier: GPL-2.0
// class: correct: checked arithmetic
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: rustc: Option
#include "reject.h"

static int __used correct_overflow(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u64 total;

#ifdef MISUSE
	check_mul_overflow(arg->size, (u64)arg->count, &total);
#else
	if (check_mul_overflow(arg->size, (u64)arg->count, &total))
		return -EOVERFLOW;
#endif
	arg->size = min(total, (u64)SZ_1M);
	return 0;
}
