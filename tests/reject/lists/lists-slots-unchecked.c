// SPDX-License-Identifier: GPL-2.0
// class: lists: reserved and not checked
// tool: clang
// says: requires holding checked owner
// off: -Wno-thread-safety
// rust: not expressible: 7.3 does not wrap dma_resv
#include "reject.h"

static int __used lists_slots_unchecked(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, 4));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));
#ifndef MISUSE
	if (sdrm_is_err(slots))
		return sdrm_err(slots);
#endif
	sdrm_for_each_resv(resv, locks)
		sdrm_resv_list_add(resv, slots, fence, SDRM_WRITE); /* refused here */
	return 0;
}
