// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: none
// runtime: UBSAN, where the kernel has it
// rust: panics with overflow checks (the default), else wraps; not refused of `as`, which truncates
#include "reject.h"

static int __used values_size_overflow(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	u32 end;

#ifdef MISUSE
	end = arg->index + arg->count;
#else
	if (check_add_overflow(arg->index, arg->count, &end))
		return -EINVAL;
#endif
	if (end > ARRAY_SIZE(file->slots))
		return -EINVAL;
	for (u32 i = 0; i < min(arg->count, 8U); i++)
		arg->value += sdrm_at(file->slots, arg->index + i);
	return 0;
}
