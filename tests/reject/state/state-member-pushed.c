// SPDX-License-Identifier: GPL-2.0
// class: state: written without its lock
// tool: gcc
// says: read-only
// off: type
// rust: rustc: cannot assign through &File
#include "reject.h"

static int __used state_member_pushed(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	if (file->limit >= ARRAY_SIZE(file->slots))
		return -ENOSPC;
#ifdef MISUSE
	file->slots[file->limit] = arg->handle;
#else
	arg->value = file->slots[file->limit];
#endif
	return 0;
}
