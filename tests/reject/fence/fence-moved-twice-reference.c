// SPDX-License-Identifier: GPL-2.0
// class: fence: moved twice
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static int __used fence_moved_twice_reference(const struct toy_file *file)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, 1));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_ref, mine, sdrm_fence_ref_move(fence));
	if (sdrm_is_err(mine))
		return sdrm_err(mine);
#ifdef MISUSE
	SDRM_OWN(fence_ref, again, sdrm_fence_ref_move(fence));
#else
	SDRM_OWN(fence_ref, again, sdrm_fence_ref_move(mine));
#endif
	return sdrm_is_err(again);
}
