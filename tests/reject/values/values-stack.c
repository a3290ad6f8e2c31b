// SPDX-License-Identifier: GPL-2.0
// class: values: recursion
// tool: subset
// says: 4[0-9]* bytes in values_stack\(\) > values_stack_outer\(\) > .*\[stack\]
// off: stack
// runtime: with what the kernel has on the stack by then, and enough such calls, it overflows
// rust: not refused: rustc knows no limit of the stack
/* Each frame is below the kernel's limit for one. */
#include "reject.h"

static noinline u32 values_stack_inner(u32 n)
{
	u32 seen[400] = {};

	seen[n % ARRAY_SIZE(seen)] = n;
	return seen[n / 2 % ARRAY_SIZE(seen)];
}

static noinline u32 values_stack_middle(u32 n)
{
#ifdef MISUSE
	u32 seen[400] = {};
#else
	u32 seen[40] = {};
#endif

	seen[n % ARRAY_SIZE(seen)] = values_stack_inner(n);
	return seen[n / 2 % ARRAY_SIZE(seen)];
}

static noinline u32 values_stack_outer(u32 n)
{
	u32 seen[400] = {};

	seen[n % ARRAY_SIZE(seen)] = values_stack_middle(n);
	return seen[n / 2 % ARRAY_SIZE(seen)];
}

static int __used values_stack(const struct mut_device *mut, const struct mut_file *file, /* refused here */
			  struct drm_mut_case *arg)
{
	arg->value = values_stack_outer(arg->count);
	return 0;
}
