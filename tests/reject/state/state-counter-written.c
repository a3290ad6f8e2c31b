// SPDX-License-Identifier: GPL-2.0
// class: state: written without its lock
// tool: subset
// says: \[cast\]
// off: cast
// rust: rustc: cannot assign through &File; not refused of a Cell, as DriverFile need not be Sync
/* What is const to handlers, written by a cast. */
#include "reject.h"

static int __used state_counter_written(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = ++((struct mut_file *)file)->limit;
#else
	arg->value = sdrm_counter_inc(&file->calls);
#endif
	return 0;
}
