// SPDX-License-Identifier: GPL-2.0
// class: values: uninitialised data to user space
// tool: subset
// says: \[uninitialised\]
// off: uninitialised
// rust: rustc: missing struct fields; not refused of padding
#include "reject.h"

static bool values_uninitialised_out_get(const struct drm_mut_case *arg, u32 *value)
{
	if (!arg->count)
		return false;
	*value = arg->count;
	return true;
}

static int __used values_uninitialised_out(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	u32 value;
#else
	u32 value = 0;
#endif

	if (values_uninitialised_out_get(arg, &value))
		arg->flags++;
	arg->value = value;
	return 0;
}
