/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DMA_RESV_WRAP_H
#define SDRM_DMA_RESV_WRAP_H

#include <sdrm/fence_wrap.h>
#include <sdrm/gem_obj.h>
#include <linux/dma-resv.h>

/**
 * DOC: reservation
 *
 * A buffer's reservation object holds the fences that its users have to wait for.
 * It is modified only with its lock held, and a fence is added only to a slot
 * reserved under the same lock, because adding must not fail::
 *
 *	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
 *	if (!sdrm_resv_is_idle(resv, access))
 *		return -EBUSY;
 *
 *	SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(resv));
 *	if (sdrm_is_err(slot))
 *		return sdrm_err(slot);
 *
 *	sdrm_resv_add(resv, sdrm_resv_slot_move(slot), fence, access);
 *
 * Contract: drivers/dma-buf/dma-resv.c.
 */

/**
 * enum sdrm_access - what the work behind a fence does to the buffer
 * @SDRM_READ: reads it; conflicts with writers
 * @SDRM_WRITE: writes it; conflicts with readers and writers
 *
 * Fences that other drivers add as DMA_RESV_USAGE_BOOKKEEP conflict with neither.
 */
enum sdrm_access {
	SDRM_READ,
	SDRM_WRITE,
};

/**
 * struct sdrm_resv - owns the lock of a reservation
 *
 * Made by sdrm_resv_lock(), unlocked at the end of the scope. Borrows the GEM
 * object, which must be declared before it.
 */
struct sdrm_resv {
	/* private: */
	struct dma_resv *__sdrm_ptr;
} __designated_init;

/* Exists only while the lock is held, and exactly once. */
__SDRM_DEFINE_GUARD(resv, dma_resv_unlock, __sdrm_releases(__sdrm_resv_locked))
#define __SDRM_DROP_resv __sdrm_resv_drop

/**
 * struct sdrm_resv_slot - owns room for one fence in a locked reservation
 *
 * Made by sdrm_resv_reserve(), consumed by sdrm_resv_add(). An unused slot needs no
 * cleanup: the room stays with the reservation.
 */
struct sdrm_resv_slot {
	/* private: */
	struct dma_resv *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

static __always_inline void __sdrm_resv_unreserve(struct dma_resv *resv) {}
__SDRM_DEFINE_OWNER(resv_slot, __sdrm_resv_unreserve)
#define __SDRM_DROP_resv_slot __sdrm_resv_slot_drop

/**
 * sdrm_resv_lock() - lock the reservation of a GEM object
 * @gem: the object, borrowed for as long as the lock is held
 *
 * Context: process, may sleep; no other reservation locked. With the lock held,
 * memory may be allocated, but user memory must not be accessed.
 * Return: the lock, owned. Cannot fail.
 */
static __always_inline struct sdrm_resv __must_check __sdrm_unchecked
sdrm_resv_lock(const struct sdrm_gem *gem)
	__sdrm_must_hold(gem->__sdrm_checked)
	__sdrm_must_not_hold(__sdrm_resv_locked)
	__sdrm_acquires(__sdrm_resv_locked)
{
	struct dma_resv *resv = __sdrm_held(gem)->resv;

	/* &drm_gem_object.resv is set as long as the object exists. */
	__sdrm_promised(!IS_ERR_OR_NULL(resv));
	/* A single lock needs no acquire context, and then cannot fail. */
	dma_resv_lock(resv, NULL);
	return (struct sdrm_resv){ .__sdrm_ptr = resv };
}

bool __sdrm_resv_is_idle(struct dma_resv *resv, enum dma_resv_usage usage);

/**
 * sdrm_resv_is_idle() - can an access begin now, without waiting?
 * @resv: the lock, borrowed
 * @access: the kind of access
 *
 * While the lock is held, "idle" stays true; "not idle" may become stale as fences
 * signal.
 *
 * Context: process, reservation locked.
 * Return: true if no unsignalled fence conflicts.
 * Contract: dma_resv_usage_rw(), include/linux/dma-resv.h.
 */
static __always_inline bool __must_check
sdrm_resv_is_idle(const struct sdrm_resv *resv, enum sdrm_access access)
	__sdrm_must_hold(__sdrm_resv_locked)
{
	/* A writer waits for readers and writers, a reader for writers. */
	return __sdrm_resv_is_idle(__sdrm_held(resv),
				   dma_resv_usage_rw(access == SDRM_WRITE));
}

/**
 * sdrm_resv_reserve() - reserve room for one fence
 * @resv: the lock, borrowed
 *
 * Context: process, may sleep, reservation locked.
 * Return: the slot, owned; -ENOMEM.
 */
static __always_inline struct sdrm_resv_slot __must_check
sdrm_resv_reserve(const struct sdrm_resv *resv)
	__sdrm_must_hold(__sdrm_resv_locked)
{
	struct dma_resv *obj = __sdrm_held(resv);
	/* Locked: @resv exists. */
	int ret = dma_resv_reserve_fences(obj, 1);

	/* "Zero for success or -errno", says its kernel-doc. */
	__sdrm_promised(ret <= 0 && ret >= -MAX_ERRNO);
	return (struct sdrm_resv_slot){
		.__sdrm_ptr = ret ? ERR_PTR(ret) : obj
	};
}

/**
 * sdrm_resv_add() - publish a fence on a reservation
 * @resv: the lock, borrowed
 * @slot: room reserved since that lock was taken, consumed. With a slot of another
 *        reservation, the kernel warns and nothing is published; a slot reserved
 *        during an earlier lock of the same reservation is not detected
 * @fence: the fence, borrowed; the reservation takes a reference
 * @access: what the work behind the fence does to the buffer
 *
 * From here on all users of the buffer can see the fence and wait for it.
 *
 * Context: process, reservation locked.
 */
static __always_inline void
sdrm_resv_add(const struct sdrm_resv *resv, struct sdrm_resv_slot slot,
	      const struct sdrm_fence *fence, enum sdrm_access access)
	__sdrm_must_hold(__sdrm_resv_locked, fence->__sdrm_checked)
{
	/*
	 * Room in another reservation is none in this one. The check costs nothing
	 * where the compiler sees the origin of both.
	 */
	if (WARN_ON_ONCE(slot.__sdrm_ptr != resv->__sdrm_ptr))
		return;

	/* Locked: @resv exists. Reserved: @slot, which is used up. */
	dma_resv_add_fence(__sdrm_held(resv), __sdrm_fence_base(fence),
			   access == SDRM_WRITE ? DMA_RESV_USAGE_WRITE :
						  DMA_RESV_USAGE_READ);
}

#endif /* SDRM_DMA_RESV_WRAP_H */
