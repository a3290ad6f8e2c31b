// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[loop\]
// off: loop
// rust: an endless loop
#include "reject.h"

static u32 values_loop_called_sum(u32 n)
{
	u32 sum = 0;

	for (u32 i = 0; i < min(n, 2000U); i++)
		sum ^= i;
	return sum;
}

static u32 values_loop_called_once(u32 n)
{
	return values_loop_called_sum(n / 2);
}

static int __used values_loop_called(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 sum = 0;

#ifdef MISUSE
	for (u32 i = 0; i < min(arg->count, 2000U); i++)
#else
	for (u32 i = 0; i < min(arg->count, 500U); i++)
#endif
		sum += values_loop_called_once(i); /* refused here */
	arg->value = sum;
	return 0;
}
