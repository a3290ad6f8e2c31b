// SPDX-License-Identifier: GPL-2.0
#include <sdrm/dma_resv_wrap.h>
#include "internal.h"

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

/* Unlock the reservations of entries below @end, and of @slow. */
static void unlock(struct sdrm_gem_set *set, u32 end, u32 slow)
{
	u32 i;

	for (i = 0; i < set->count; i++) {
		/* Locked by __sdrm_resv_list_lock(), once each. */
		if ((i < end || i == slow) && !set->entries[i].again)
			dma_resv_unlock(set->entries[i].obj->resv);
	}
}

/*
 * Lock all in turn, except @slow, which is locked. Returns 0, or -EDEADLK when a
 * transaction that is older holds one: then nothing is locked, and @slow is that one.
 */
static int lock_in_turn(struct sdrm_gem_set *set, u32 *slow)
{
	u32 i;
	int ret;

	for (i = 0; i < set->count; i++) {
		struct dma_resv *resv = set->entries[i].obj->resv;

		set->entries[i].resv = (struct sdrm_resv){ .__sdrm_ptr = resv };
		set->entries[i].again = false;
		if (i == *slow)
			continue;
		/* 0; -EALREADY if this transaction holds it; or -EDEADLK. */
		ret = dma_resv_lock(resv, &set->ctx);
		set->entries[i].again = ret == -EALREADY;
		if (ret == -EDEADLK) {
			/* One not reached yet is unlocked as well. */
			unlock(set, i, *slow);
			*slow = i;
			return ret;
		}
	}
	return 0;
}

/* "Method 1" of the contract: the list stays as it is. */
void __sdrm_resv_list_lock(struct sdrm_gem_set *set)
{
	u32 slow = U32_MAX;
	bool done;

	/* Ended by __sdrm_resv_list_unlock(). */
	ww_acquire_init(&set->ctx, &reservation_ww_class);
	do {
		done = !lock_in_turn(set, &slow);
		/* Nothing else is held, so this waits until the older one is done. */
		if (!done)
			dma_resv_lock_slow(set->entries[slow].obj->resv, &set->ctx);
	} while (!done);
	ww_acquire_done(&set->ctx);
}
EXPORT_SYMBOL_GPL(__sdrm_resv_list_lock);

void __sdrm_resv_list_unlock(struct sdrm_gem_set *set)
{
	unlock(set, set->count, U32_MAX);
	/* Begun by __sdrm_resv_list_lock(). */
	ww_acquire_fini(&set->ctx);
}
EXPORT_SYMBOL_GPL(__sdrm_resv_list_unlock);

/* The lock after @resv, or the first one if that is NULL; NULL after the last. */
const struct sdrm_resv *__sdrm_resv_list_next(const struct sdrm_gem_set *set,
					      const struct sdrm_resv *resv)
{
	const struct sdrm_gem_entry *entry = set->entries;

	if (resv)
		entry = container_of(resv, struct sdrm_gem_entry, resv) + 1;
	for (; entry < &set->entries[set->count]; entry++) {
		if (!entry->again)
			return &entry->resv;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(__sdrm_resv_list_next);

static void forget(struct sdrm_gem_entry *entry)
{
	entry->room = false;
	entry->resv.__sdrm_slots--;
}

/**
 * sdrm_resv_list_reserve() - reserve room for a fence in each reservation of a list
 * @list: the locks, borrowed
 *
 * Context: process, may sleep, the reservations locked.
 * Return: the room, owned; -ENOMEM; -EBUSY while there is room that was reserved by
 * an earlier call.
 * Contract: as for sdrm_resv_reserve().
 */
struct sdrm_resv_slots sdrm_resv_list_reserve(const struct sdrm_resv_list *list)
{
	struct sdrm_gem_set *set = list->__sdrm_ptr;
	u32 i;

	if (set->reserved)
		return SDRM_ERROR(resv_slots, -EBUSY);

	sdrm_for_each_resv(resv, list) {
		/* Locked: @list exists. */
		if (dma_resv_reserve_fences(resv->__sdrm_ptr,
					    resv->__sdrm_slots + 1))
			return SDRM_ERROR(resv_slots, -ENOMEM);
	}
	/* Counted when all have succeeded. */
	for (i = 0; i < set->count; i++) {
		set->entries[i].room = !set->entries[i].again;
		set->entries[i].resv.__sdrm_slots += set->entries[i].room;
	}
	set->reserved = true;
	return (struct sdrm_resv_slots){ .__sdrm_ptr = set };
}
EXPORT_SYMBOL_GPL(sdrm_resv_list_reserve);

/* At the end of the scope of the slots: those not used are given back. */
void __sdrm_resv_list_unreserve(struct sdrm_gem_set *set)
{
	u32 i;

	for (i = 0; i < set->count; i++) {
		if (set->entries[i].room)
			forget(&set->entries[i]);
	}
	set->reserved = false;
}
EXPORT_SYMBOL_GPL(__sdrm_resv_list_unreserve);

/* sdrm_resv_list_add(), with the raw pointers. */
void __sdrm_resv_list_add(const struct sdrm_resv *resv, struct sdrm_gem_set *set,
			  struct dma_fence *fence, enum dma_resv_usage usage)
{
	const void *first = set->entries, *end = &set->entries[set->count];
	struct sdrm_gem_entry *entry =
		container_of((struct sdrm_resv *)resv, struct sdrm_gem_entry, resv);

	if (WARN_ON_ONCE((const void *)entry < first || (const void *)entry >= end ||
			 !entry->room))
		return;
	forget(entry);
	/* Locked, and the room was reserved. */
	dma_resv_add_fence(resv->__sdrm_ptr, fence, usage);
}
EXPORT_SYMBOL_GPL(__sdrm_resv_list_add);
