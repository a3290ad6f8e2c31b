// SPDX-License-Identifier: GPL-2.0
// class: boundary: check switched off
// tool: subset
// says: \[variadic\]
// off: variadic
// rust: refused: #[allow] leaves the borrow checker on; not refused of unused_must_use, a lint
#include "reject.h"

#ifdef MISUSE
static int values_variadic_any(u32 n, ...) /* refused here */
{
	return n ? 0 : -EINVAL;
}
#else
static int values_variadic_any(u32 n, u32 more)
{
	return n ? 0 : -EINVAL;
}
#endif

static int __used values_variadic(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	return values_variadic_any(arg->count, arg->flags);
}
