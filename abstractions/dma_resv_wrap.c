// SPDX-License-Identifier: GPL-2.0
#include <sdrm/dma_resv_wrap.h>

/*
 * Takes the pointer, not the owner: an owner whose address escapes cannot be kept
 * in a register, and the compiler loses track of its state.
 */
bool __sdrm_resv_is_idle(struct dma_resv *resv, enum dma_resv_usage usage)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;

	/* The caller's struct sdrm_resv holds the lock, so the fences stay. */
	dma_resv_for_each_fence(&cursor, resv, usage, fence) {
		if (!dma_fence_is_signaled(fence))
			return false;
	}
	return true;
}
EXPORT_SYMBOL_GPL(__sdrm_resv_is_idle);
