// SPDX-License-Identifier: GPL-2.0
// class: state: written without its lock
// tool: gcc
// says: discards 'const' qualifier|discards .const. qualifier
// off: -Wno-discarded-qualifiers
// rust: rustc: no &mut from &File
#include "reject.h"

static void state_member_pointer_bump(u32 *counter)
{
	*counter += 1;
}

static int __used state_member_pointer(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	state_member_pointer_bump(&file->limit);
#else
	state_member_pointer_bump(&arg->value);
#endif
	return 0;
}
