/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_FENCE_TABLE_H
#define SDRM_FENCE_TABLE_H

#include <sdrm/fence_wrap.h>
#include <sdrm/managed.h>

struct sdrm_fence_index;

/**
 * DOC: fence table
 *
 * The fences that an open file has published and that user space signals by id.
 * The table owns them until they are taken by id. Ids are allocated in sequence
 * from 1 to INT_MAX and then from 1 again, skipping those still in use; after a run
 * of those, some that are not in use as well. Finding a fence and allocating an id
 * take a few steps, whichever ids user space leaves in use.
 *
 * A fence that is not taken in time expires: the table signals it, and its id
 * returns -ETIMEDOUT once. Taking and expiring are serialised by the table's lock,
 * so a fence that was taken has not expired. At close all fences are signalled.
 *
 * The number of reserved slots, live and expired fences together is bounded. At
 * the bound, the fence that expired first is evicted; if none has expired, there
 * is no room.
 *
 * Fences are signalled outside the table's lock, and releasing a fence does not
 * take it, so a fence callback may call anything legal in its context, including
 * the final dma_fence_put(). All fences have the same timeout, so the queue is
 * sorted by construction and a single timer, re-armed per expiry rather than per
 * fence, is enough.
 *
 * So that the timer does not hold up the CPU, it expires 256 fences at most and goes
 * on in the next jiffy: of N fences that are due together the last one expires N/256
 * jiffies later than the first. If other tables are due on the same CPU, these share
 * the 256, and a table expires at least one fence per jiffy.
 *
 * A table's memory is that of its fences and, until close, of arrays to find them by,
 * which are allocated when they are needed: 2 to 32 bytes for each fence of the most
 * that there were at once.
 */

/**
 * struct sdrm_fence_table - fences by id, each with a timeout
 *
 * Member of a driver's file data; set up by sdrm_fence_table_init(), destroyed
 * with that data.
 */
struct sdrm_fence_table {
	/* private: */
	struct {
		struct sdrm_managed_action action;
		struct sdrm_fence_index *index;	/* NULL until the first fence */
		unsigned int timeout_ms;
		int max_fences;
	} __sdrm_priv;
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * struct sdrm_fence_slot - owns room for one fence in a table
 *
 * Made by sdrm_fence_table_reserve(), consumed by sdrm_fence_table_add() or given
 * back at the end of the scope.
 */
struct sdrm_fence_slot {
	/* private: */
	void *__sdrm_ptr;	/* __SDRM_VALID or an error */
	const struct sdrm_fence_table *__sdrm_table;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

void sdrm_fence_table_init(struct sdrm_fence_table *table,
			   struct sdrm_managed *managed,
			   unsigned int timeout_ms, unsigned int max_fences);
u32 __must_check sdrm_fence_table_add(struct sdrm_fence_slot slot,
				      struct sdrm_fence fence);
struct sdrm_fence __must_check
sdrm_fence_table_take(const struct sdrm_fence_table *table, u32 id);

void *__sdrm_fence_table_reserve(const struct sdrm_fence_table *table);
void __sdrm_fence_table_unreserve(const struct sdrm_fence_table *table);
__SDRM_DEFINE_OWNER_OF(fence_slot, __sdrm_table, __sdrm_fence_table_unreserve)
#define __SDRM_DROP_fence_slot __sdrm_fence_slot_drop

/**
 * sdrm_fence_table_reserve() - reserve room for one fence
 * @table: the table, borrowed
 *
 * If the table is full, the fence that expired first is evicted: its id returns
 * -ENOENT from then on. That fence may be signalled here, in the caller's context.
 *
 * Context: process, may sleep; a reservation may be locked, but no lock held
 * that a fence's callback might take.
 * Return: the room, owned; -ENOSPC if the table is full and no fence in it has
 * expired; -ENOMEM, also if there is none to find so many fences quickly; -EINVAL if
 * the table is not set up.
 */
static __always_inline struct sdrm_fence_slot __must_check
sdrm_fence_table_reserve(const struct sdrm_fence_table *table)
{
	return (struct sdrm_fence_slot){
		.__sdrm_ptr = __sdrm_fence_table_reserve(table),
		.__sdrm_table = table
	};
}

#endif /* SDRM_FENCE_TABLE_H */
