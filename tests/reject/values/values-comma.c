// SPDX-License-Identifier: GPL-2.0
// class: boundary: check switched off
// tool: subset
// says: \[expression\]
// off: expression
// rust: refused: #[allow] leaves the borrow checker on; not refused of unused_must_use, a lint
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
