// SPDX-License-Identifier: GPL-2.0
// class: bo: reference leaked by a discarded lookup
// tool: clang
// says: ignoring return value
// off: -Wno-unused-value -Wno-unused-result
// rust: Drop: a discarded ARef is put at once
#include "reject.h"

static int __used bo_leaked_pointer(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	struct sdrm_gem (*const lookup)(const struct sdrm_file *file, u32 handle) =
		sdrm_gem_lookup;

	lookup(&file->base, arg->handle);
	return 0;
#else
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	return sdrm_err(bo);
#endif
}
