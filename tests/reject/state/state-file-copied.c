// SPDX-License-Identifier: GPL-2.0
// class: state: copied
// tool: cocci
// says: copy is a struct mut_file
// rust: rustc: cannot move out of a borrow
#include "reject.h"

static int __used state_file_copied(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	struct mut_file copy = *file;

	return copy.limit;
#else
	return file->limit;
#endif
}
