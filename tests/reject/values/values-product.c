// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[overflow\]
// off: overflow
// rust: panics where overflow is checked, wraps where not
#include "reject.h"

static int __used values_product(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->size = arg->count * arg->index;
#else
	arg->size = (u64)arg->count * arg->index;
#endif
	return 0;
}
