// SPDX-License-Identifier: GPL-2.0
// class: values: kernel address to user space
// tool: subset
// says: \[cast\]
// off: cast
// rust: not refused: `as usize` is safe
#include "reject.h"

static int __used values_address_out(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->size = (uintptr_t)file;
#else
	arg->size = sizeof(*file);
#endif
	return 0;
}
