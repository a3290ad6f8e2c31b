// SPDX-License-Identifier: GPL-2.0
// class: values: expressions
// tool: subset
// says: \[expression\]
// off: expression
// rust: not at all
#include "reject.h"

static int __used values_comma(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = ({ arg->count; });
#else
	arg->value = arg->count;
#endif
	return 0;
}
