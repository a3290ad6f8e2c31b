// SPDX-License-Identifier: GPL-2.0
// class: description: parameter written at run time
// tool: subset
// says: \[global\]
// off: global
// rust: rustc: invalid left-hand side, as a parameter is a value
#include "reject.h"

SDRM_PARAM_UINT(description_parameter_written_max, 10, 1, 100, "Most (1 to 100, default 10)");

static int __used description_parameter_written(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	if (arg->value > description_parameter_written_max)
#ifdef MISUSE
		description_parameter_written_max = arg->value;
#else
		return -EINVAL;
#endif
	return 0;
}
