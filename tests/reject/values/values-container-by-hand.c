// SPDX-License-Identifier: GPL-2.0
// class: values: address from user space
// tool: subset
// says: \[cast\]
// off: cast conversion pointer-arithmetic
// rust: unsafe
#include "reject.h"

static u32 values_container_by_hand_count(const struct mut_file *file)
{
	return file->limit;
}

static int __used values_container_by_hand(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = values_container_by_hand_count((const void *)((const char *)arg->handles - offsetof(struct mut_file, slots)));
	return 0;
#else
	arg->value = values_container_by_hand_count(file);
	return 0;
#endif
}
