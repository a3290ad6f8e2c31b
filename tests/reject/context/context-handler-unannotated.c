// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: requires negative capability
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_handler_unannotated(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
#ifndef MISUSE
	sdrm_must_not_hold_resv()
#endif
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle)); /* refused here */
	return sdrm_err(bo);
}
