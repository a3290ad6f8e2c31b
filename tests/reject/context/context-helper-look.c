// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: cannot call function 'context_helper_look_look' while
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

int context_helper_look_look(const struct mut_file *file, u32 handle)
	sdrm_must_not_hold_resv();

int noinline context_helper_look_look(const struct mut_file *file, u32 handle)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, handle));
	return sdrm_err(bo);
}

static int __used context_helper_look(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, SDRM_READ))
		return -EBUSY;
#ifdef MISUSE
	return context_helper_look_look(file, arg->handle2);
#else
	return 0;
#endif
}
