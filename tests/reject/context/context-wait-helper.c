// SPDX-License-Identifier: GPL-2.0
// class: context: copy_{from,to}_user, sleeping or a second lock while the reservation lock is held
// tool: clang
// says: cannot call function 'context_wait_helper_wait' while
// off: -Wno-thread-safety
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int __used context_wait_helper_wait(const struct sdrm_fence_ref *ref)
	sdrm_must_be_unlocked()
{
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return sdrm_fence_wait(ref, 10);
}

static int __used context_wait_helper(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&vfile->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
#ifdef MISUSE
	if (context_wait_helper_wait(ref))
		return -EBUSY;
#endif
	return sdrm_resv_is_idle(resv, SDRM_READ) ? 0 : -EBUSY;
}
