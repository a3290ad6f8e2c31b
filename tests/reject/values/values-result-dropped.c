// SPDX-License-Identifier: GPL-2.0
// class: values: return value
// tool: subset
// says: \[result-dropped\]
// off: result-dropped
// rust: not refused: Result<u32>
#include "reject.h"

static int values_result_dropped_check(const struct drm_mut_case *arg)
{
	return arg->flags ? -EINVAL : 0;
}

static int __used values_result_dropped(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	values_result_dropped_check(arg);
	return 0;
#else
	return values_result_dropped_check(arg);
#endif
}
