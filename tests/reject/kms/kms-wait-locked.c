// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: clang
// says: cannot call function 'sdrm_fence_wait' while
// off: -Wno-thread-safety
// rust: KMS RFC v3: not expressible: no fence to wait for, no reservation to lock
#include "reject.h"

static struct sdrm_gem kms_wait_locked_shown(const struct dis_device *dis)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dis, totals);
	return sdrm_kept_gem_get(&totals->shown);
}

static struct sdrm_fence_ref kms_wait_locked_last(const struct dis_device *dis)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dis, totals);
	return sdrm_kept_fence_ref_get(&totals->last);
}

static void kms_wait_locked_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, kms_wait_locked_shown(dis));
	if (sdrm_is_err(bo))
		return;

	SDRM_OWN(fence_ref, last, kms_wait_locked_last(dis));
	if (sdrm_is_err(last))
		return;

#ifdef MISUSE
	SDRM_OWN(resv, lock, sdrm_resv_lock(bo));
	sdrm_debug("%u", sdrm_resv_is_idle(lock, SDRM_READ));
#endif
	sdrm_debug("%u", sdrm_fence_wait(last, 10) == 0); /* refused here */
}

static const struct dis_display kms_wait_locked_display __used = {
	.frame	= kms_wait_locked_frame,
};
