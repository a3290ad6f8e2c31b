// SPDX-License-Identifier: GPL-2.0
// class: correct: owners in a loop
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: rustc: Result
#include "reject.h"

static int __used correct_loop(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	u32 busy = 0;

	for (u32 i = 0; i < ARRAY_SIZE(arg->handles); i++) {
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handles[i]));
#ifndef MISUSE
		if (sdrm_is_err(bo))
			continue;
#endif
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo)); /* refused here */
		if (sdrm_resv_is_idle(resv, SDRM_WRITE))
			continue;
		if (++busy > 2)
			break;
	}
	arg->value = busy;
	return 0;
}
