// SPDX-License-Identifier: GPL-2.0
#include <sdrm/dma_resv_wrap.h>

/*
 * Gets the pointer, not the owner: an owner whose address leaves its function
 * cannot be kept in registers, nor its state be followed by the compiler.
 */
bool __sdrm_resv_is_idle(struct dma_resv *resv, enum dma_resv_usage usage)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;

	/* Locked, says the caller's struct sdrm_resv: so the fences stay. */
	dma_resv_for_each_fence(&cursor, resv, usage, fence) {
		if (!dma_fence_is_signaled(fence))
			return false;
	}
	return true;
}
EXPORT_SYMBOL_GPL(__sdrm_resv_is_idle);
