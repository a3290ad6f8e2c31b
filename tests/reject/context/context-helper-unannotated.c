// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: requires negative capability
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
/* It must say so, or its callers would not know. */
#include "reject.h"

int context_helper_unannotated_look(const struct mut_file *file, u32 handle)
#ifndef MISUSE
	sdrm_must_not_hold_resv()
#endif
	;

int context_helper_unannotated_look(const struct mut_file *file, u32 handle)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, handle)); /* refused here */
	return sdrm_err(bo);
}
