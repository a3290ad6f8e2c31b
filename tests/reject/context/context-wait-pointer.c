// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: subset
// says: \[function-pointer\]
// off: function-pointer local
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_wait_pointer(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	int (*const wait)(const struct sdrm_fence_ref *ref, unsigned int ms) = sdrm_fence_wait;
#endif
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
	return wait(ref, 1000);
#else
	return sdrm_fence_is_signaled(ref);
#endif
}
