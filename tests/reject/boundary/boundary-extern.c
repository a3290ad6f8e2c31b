// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: subset
// says: \[extern\]
// off: extern
// rust: unsafe, and only behind bindings (extern "C")
#include "reject.h"

#ifdef MISUSE
u32 boundary_extern_count(u32 n); /* refused here */
#else
static u32 boundary_extern_count(u32 n)
{
	return n;
}
#endif

static int __used boundary_extern(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	arg->value = boundary_extern_count(arg->count);
	return 0;
}
