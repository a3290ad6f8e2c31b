// SPDX-License-Identifier: GPL-2.0
// class: values: const cast away
// tool: subset
// says: \[cast\]
// off: cast
// rust: unsafe, and undefined behaviour
#include "reject.h"

static const u32 values_const_cast_limits[] = { 1, 2, 3 };

static int __used values_const_cast(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	*(u32 *)&values_const_cast_limits[arg->index % 3] = arg->value;
#endif
	arg->value = values_const_cast_limits[0];
	return 0;
}
