// SPDX-License-Identifier: GPL-2.0
// class: state: set up again
// tool: gcc
// says: discards .const. qualifier
// off: -Wno-discarded-qualifiers
// rust: rustc: mismatched types, as an initialiser is no value
#include "reject.h"

static int __used state_init_in_handler(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	sdrm_fence_table_init(&file->fences, &file->base.managed, 1000, 16);
	return 0;
#else
	arg->value = file->limit;
	return 0;
#endif
}
