// SPDX-License-Identifier: GPL-2.0
// class: state: written without its lock
// tool: gcc
// says: read-only object
// off: type
// rust: rustc: cannot assign through &File
#include "reject.h"

static int __used state_member_written(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = ++file->limit;
#else
	arg->value = file->limit;
#endif
	return 0;
}
