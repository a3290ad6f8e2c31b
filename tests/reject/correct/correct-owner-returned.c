// SPDX-License-Identifier: GPL-2.0
// class: correct: helper that returns an owner
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: use of moved value
#include "reject.h"

static struct sdrm_gem __must_check
correct_owner_returned_find(const struct mut_file *file, u32 first, u32 second)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, first));
	if (sdrm_is_err(bo))
		return sdrm_gem_lookup(&file->base, second);
#ifdef MISUSE
	SDRM_OWN(gem, mine, sdrm_gem_move(bo));
#endif
	return sdrm_gem_move(bo); /* refused here */
}

static int __used correct_owner_returned(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, correct_owner_returned_find(file, arg->handle, arg->handle2));
	return sdrm_err(bo);
}
