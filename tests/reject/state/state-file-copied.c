// SPDX-License-Identifier: GPL-2.0
// class: state: copied
// tool: subset
// says: \[local\]
// off: local sdrm-copied
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int __used state_file_copied(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	struct mut_file copy = *file;

	arg->value = copy.limit;
	return 0;
#else
	arg->value = file->limit;
	return 0;
#endif
}
