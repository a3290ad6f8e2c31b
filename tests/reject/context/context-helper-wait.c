// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: clang
// says: cannot call function 'context_helper_wait_wait' while
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

int context_helper_wait_wait(const struct sdrm_fence_ref *ref)
	sdrm_must_be_unlocked();

int noinline context_helper_wait_wait(const struct sdrm_fence_ref *ref)
{
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_wait(ref, 1000);
}

static int __used context_helper_wait(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, SDRM_READ))
		return -EBUSY;
#ifdef MISUSE
	return context_helper_wait_wait(ref);
#else
	return 0;
#endif
}
