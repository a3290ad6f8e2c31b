// SPDX-License-Identifier: GPL-2.0
// class: state: written without its lock
// tool: gcc
// says: read-only object
// off: type
// rust: rustc: cannot assign through &File
/* A lock made by hand. */
#include "reject.h"

static int __used state_flag_by_hand(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	if (file->limit)
		return -EBUSY;
	file->limit = 1;
#else
	if (sdrm_flag_test_and_set(&file->busy))
		return -EBUSY;
	sdrm_flag_test_and_clear(&file->busy);
#endif
	return 0;
}
