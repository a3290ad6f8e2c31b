// SPDX-License-Identifier: GPL-2.0
// class: boundary: check switched off
// tool: subset
// says: \[word\]
// off: word
// rust: refused: #[allow] leaves the borrow checker on; not refused of unused_must_use, a lint
#include "reject.h"

static int __used boundary_word(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	typeof(arg->count) count = arg->count;
#else
	u32 count = arg->count;
#endif

	arg->value = count;
	return 0;
}
