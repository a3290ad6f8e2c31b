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
	unsigned int __sdrm_slots;	/* reserved under this lock, not used yet */
} __sdrm_must_use __designated_init;

/* Exists only while the lock is held, and exactly once. */
__SDRM_DEFINE_GUARD(resv, dma_resv_unlock, __sdrm_releases(__sdrm_resv_locked))
#define __SDRM_DROP_resv __sdrm_resv_drop

/**
 * struct sdrm_resv_slot - owns room for one fence in a locked reservation
 *
 * Made by sdrm_resv_reserve(), consumed by sdrm_resv_add() or given back at the end
 * of the scope. The lock counts its slots, and must outlive them.
 */
struct sdrm_resv_slot {
	/* private: */
	void *__sdrm_ptr;	/* __SDRM_VALID or an error */
	const struct sdrm_resv *__sdrm_resv;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

/* The count of a borrowed lock, which is a variable or in a list, never const. */
static __always_inline unsigned int *
__sdrm_resv_slots(const struct sdrm_resv *resv)
{
	return (unsigned int *)&resv->__sdrm_slots;
}

/* Has no definition, like __sdrm_used_after_move(). */
void __sdrm_resv_no_slot(void)
	__compiletime_error("sdrm: no slot is reserved under this lock");

static __always_inline void __sdrm_resv_unreserve(const struct sdrm_resv *resv)
{
	--*__sdrm_resv_slots(resv);
}

__SDRM_DEFINE_OWNER_OF(resv_slot, __sdrm_resv, __sdrm_resv_unreserve,
		       __sdrm_must_hold(__sdrm_resv_locked))
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
	__sdrm_acquires_free(__sdrm_resv_locked)
{
	/* &drm_gem_object.resv is set as long as the object exists. */
	struct dma_resv *resv = __sdrm_held(gem)->resv;

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
				   dma_resv_usage_rw(access != SDRM_READ));
}

/**
 * sdrm_resv_reserve() - reserve room for one fence
 * @resv: the lock, borrowed
 *
 * Context: process, may sleep, reservation locked.
 * Return: the slot, owned; -ENOMEM.
 * Contract: dma_resv_reserve_fences(), drivers/dma-buf/dma-resv.c, which reserves
 * room for so many fences, not for so many more.
 */
static __always_inline struct sdrm_resv_slot __must_check
sdrm_resv_reserve(const struct sdrm_resv *resv)
	__sdrm_must_hold(__sdrm_resv_locked)
{
	unsigned int *slots = __sdrm_resv_slots(resv);

	/* Locked: @resv exists. It fails for want of memory alone. */
	if (dma_resv_reserve_fences(__sdrm_held(resv), *slots + 1))
		return SDRM_ERROR(resv_slot, -ENOMEM);

	++*slots;
	return (struct sdrm_resv_slot){
		.__sdrm_ptr = __SDRM_VALID, .__sdrm_resv = resv
	};
}

static __always_inline enum dma_resv_usage
__sdrm_resv_usage(enum sdrm_access access)
{
	/* C does not check an enum: whatever else comes excludes everybody. */
	return access == SDRM_READ ? DMA_RESV_USAGE_READ : DMA_RESV_USAGE_WRITE;
}

/**
 * sdrm_resv_add() - publish a fence on a reservation
 * @resv: the lock, borrowed
 * @slot: room reserved under that lock, consumed. With a slot of another lock, the
 *        kernel warns and nothing is published
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
	unsigned int slots = *__sdrm_resv_slots(resv);

	/* Where the compiler sees the origin of both, this costs nothing. */
	if (__builtin_constant_p(slots) && !slots)
		__sdrm_resv_no_slot();
	if (WARN_ON_ONCE(slot.__sdrm_resv != resv || !slots))
		return;

	*__sdrm_resv_slots(resv) = slots - 1;
	/* Locked: @resv exists. Reserved: @slot, which is used up. */
	dma_resv_add_fence(__sdrm_held(resv), __sdrm_fence_base(fence),
			   __sdrm_resv_usage(access));
}

/**
 * struct sdrm_resv_list - owns the locks of several reservations
 *
 * Made by sdrm_resv_list_lock(), unlocked at the end of the scope. Borrows the list
 * of objects, which must be declared before it.
 */
struct sdrm_resv_list {
	/* private: */
	struct sdrm_gem_set *__sdrm_ptr;
} __sdrm_must_use __designated_init;

void __sdrm_resv_list_lock(struct sdrm_gem_set *set);
void __sdrm_resv_list_unlock(struct sdrm_gem_set *set);
const struct sdrm_resv *__sdrm_resv_list_next(const struct sdrm_gem_set *set,
					      const struct sdrm_resv *resv);

__SDRM_DEFINE_GUARD(resv_list, __sdrm_resv_list_unlock,
		    __sdrm_releases(__sdrm_resv_locked))
#define __SDRM_DROP_resv_list __sdrm_resv_list_drop

/**
 * sdrm_resv_list_lock() - lock the reservations of several GEM objects
 * @gems: the objects, borrowed for as long as the locks are held
 *
 * Deadlock is avoided by wait/wound with back-off, whatever the order in which
 * others lock the same objects.
 *
 * Context: as for sdrm_resv_lock().
 * Return: the locks, owned. Cannot fail.
 * Contract: Documentation/locking/ww-mutex-design.rst.
 */
static __always_inline struct sdrm_resv_list __must_check __sdrm_unchecked
sdrm_resv_list_lock(const struct sdrm_gem_list *gems)
	__sdrm_must_hold(gems->__sdrm_checked)
	__sdrm_acquires_free(__sdrm_resv_locked)
{
	struct sdrm_gem_set *set = __sdrm_held(gems);

	__sdrm_resv_list_lock(set);
	return (struct sdrm_resv_list){ .__sdrm_ptr = set };
}

/**
 * sdrm_for_each_resv() - iterate over the locks of a list
 * @resv: name of the ``const struct sdrm_resv *``, borrowed, that this declares
 * @list: struct sdrm_resv_list, borrowed
 *
 * A reservation whose object is in the list twice is visited once.
 */
#define sdrm_for_each_resv(resv, list)					\
	for (const struct sdrm_resv *resv =				\
		     __sdrm_resv_list_next((list)->__sdrm_ptr, NULL);	\
	     resv;							\
	     resv = __sdrm_resv_list_next((list)->__sdrm_ptr, resv))

/**
 * struct sdrm_resv_slots - owns room for one fence in each reservation of a list
 *
 * Made by sdrm_resv_list_reserve(), used by sdrm_resv_list_add(), given back at the
 * end of the scope. The list of locks must outlive it.
 */
struct sdrm_resv_slots {
	/* private: */
	struct sdrm_gem_set *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

void __sdrm_resv_list_unreserve(struct sdrm_gem_set *set);
__SDRM_DEFINE_OWNER(resv_slots, __sdrm_resv_list_unreserve,
		    __sdrm_must_hold(__sdrm_resv_locked))
#define __SDRM_DROP_resv_slots __sdrm_resv_slots_drop

struct sdrm_resv_slots __must_check
sdrm_resv_list_reserve(const struct sdrm_resv_list *list)
	__sdrm_must_hold(__sdrm_resv_locked);

void __sdrm_resv_list_add(const struct sdrm_resv *resv, struct sdrm_gem_set *set,
			  struct dma_fence *fence, enum dma_resv_usage usage);

/**
 * sdrm_resv_list_add() - publish a fence on one reservation of a list
 * @resv: the lock, borrowed, from sdrm_for_each_resv()
 * @slots: room in all reservations of that list, borrowed. The room in this one is
 *         used up: a second time the kernel warns and nothing is published
 * @fence: the fence, borrowed; the reservation takes a reference
 * @access: what the work behind the fence does to this buffer
 *
 * Context: process, the reservations locked.
 */
static __always_inline void
sdrm_resv_list_add(const struct sdrm_resv *resv,
		   const struct sdrm_resv_slots *slots,
		   const struct sdrm_fence *fence, enum sdrm_access access)
	__sdrm_must_hold(__sdrm_resv_locked, fence->__sdrm_checked,
			 slots->__sdrm_checked)
{
	__sdrm_resv_list_add(resv, __sdrm_held(slots), __sdrm_fence_base(fence),
			     __sdrm_resv_usage(access));
}

#endif /* SDRM_DMA_RESV_WRAP_H */
