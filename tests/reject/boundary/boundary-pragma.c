// SPDX-License-Identifier: GPL-2.0
// class: boundary: check switched off
// tool: subset
// says: \[directive\]
// off: directive
// rust: refused: #[allow] leaves the borrow checker on; not refused of unused_must_use, a lint
#include "reject.h"

#ifdef MISUSE
#pragma GCC diagnostic ignored "-Wunused-result"
#endif

static int __used boundary_pragma(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	return sdrm_err(bo);
}
