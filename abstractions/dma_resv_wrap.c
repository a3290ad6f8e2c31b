// SPDX-License-Identifier: GPL-2.0
#include <sdrm/dma_resv_wrap.h>

/**
 * sdrm_resv_is_idle() - may work of this kind begin now?
 * @resv: the lock, borrowed
 * @access: what the work would do; a reader conflicts with writers, a writer
 *          with everybody
 *
 * The answer holds for as long as the lock is held, but for fences that are
 * signalled meanwhile.
 *
 * Context: process, reservation locked.
 * Return: true if no unsignalled fence conflicts.
 * Contract: dma_resv_usage_rw(), include/linux/dma-resv.h.
 */
bool sdrm_resv_is_idle(const struct sdrm_resv *resv, enum sdrm_access access)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;

	/* Locked: @resv says so; that keeps the fences without references. */
	dma_resv_for_each_fence(&cursor, __sdrm_held(resv),
				dma_resv_usage_rw(access == SDRM_WRITE), fence) {
		if (!dma_fence_is_signaled(fence))
			return false;
	}
	return true;
}
EXPORT_SYMBOL_GPL(sdrm_resv_is_idle);
