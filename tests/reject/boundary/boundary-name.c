// SPDX-License-Identifier: GPL-2.0
// class: boundary: private member
// tool: subset
// says: \[name\]
// off: name
// rust: privacy: private function
#include "reject.h"

#ifdef MISUSE
static u32 sdrm_mine(u32 n)
{
	return n;
}
#else
static u32 boundary_name_mine(u32 n)
{
	return n;
}
#endif

static int __used boundary_name(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = sdrm_mine(arg->count);
#else
	arg->value = boundary_name_mine(arg->count);
#endif
	return 0;
}
