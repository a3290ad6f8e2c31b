// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a macro
// tool: subset
// says: \[macro\]
// off: macro
// rust: API: current! gives a borrowed Task
#include "reject.h"

#ifdef MISUSE
#define boundary_macro_code_TWICE(n) ((n) + (n))
#else
static u32 boundary_macro_code_TWICE(u32 n)
{
	return n + n;
}
#endif

static int __used boundary_macro_code(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = boundary_macro_code_TWICE(arg->count);
	return 0;
}
