// SPDX-License-Identifier: GPL-2.0
// class: values: address from user space
// tool: subset
// says: \[cast\]
// off: cast conversion
// rust: unsafe
#include "reject.h"

static u32 values_cast_in_call_count(const struct mut_file *file)
{
	return file->limit;
}

static int __used values_cast_in_call(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = values_cast_in_call_count((void *)(uintptr_t)arg->size);
	return 0;
#else
	arg->value = values_cast_in_call_count(file);
	return 0;
#endif
}
