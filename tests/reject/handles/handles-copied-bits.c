// SPDX-License-Identifier: GPL-2.0
// class: handles: owned handle copied or assigned
// tool: subset
// says: \[cast\]
// off: cast
// rust: unsafe: transmute_copy
#include "reject.h"

static int __used handles_copied_bits(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(gem, other, sdrm_gem_lookup(&file->base, arg->handle2));
	if (sdrm_is_err(other))
		return sdrm_err(other);
#ifdef MISUSE
	*(u64 *)other = *(u64 *)bo;
#endif
	return 0;
}
