// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: subset
// says: \[result-type\]
// off: result-type
// rust: unsafe: transmute
#include "reject.h"

#ifdef MISUSE
static const void *values_result_type_none(void) /* refused here */
{
	return NULL;
}
#endif

static int __used values_result_type(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	return values_result_type_none() ? 0 : -EINVAL;
#else
	return 0;
#endif
}
