// SPDX-License-Identifier: GPL-2.0
// class: sync_file: used after move
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
/*
 * Depends on optimisation: at -O0 gcc does not know the value and is silent;
 * clang's analysis of the same line does not depend on it.
 */
#include "reject.h"

static struct sdrm_sync_file __used sync_file_used_after_move_straight(const struct toy_file *file, u32 value)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, value));
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(fence));
	if (sdrm_is_err(made))
		return sdrm_sync_file_create(fence);

	SDRM_OWN(sync_file, mine, sdrm_sync_file_move(made));
	if (sdrm_is_err(mine))
		return sdrm_sync_file_create(fence);
#ifdef MISUSE
	return sdrm_sync_file_move(made);
#else
	return sdrm_sync_file_move(mine);
#endif
}
