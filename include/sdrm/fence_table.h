/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_FENCE_TABLE_H
#define SDRM_FENCE_TABLE_H

#include <sdrm/fence_wrap.h>
#include <sdrm/managed.h>

struct sdrm_fence_index;

/**
 * DOC: fence table
 *
 * The fences that an open file has published and user space will signal by id.
 * The table owns them; whoever takes one by its id owns it then. Ids count
 * 1, 2, 3 ... up to INT_MAX, start again, and skip those still in use.
 *
 * A fence that nobody signals expires: the table signals it when its deadline
 * has passed, and the id answers -ETIMEDOUT once. The table's lock decides
 * between taking and expiring, so a fence that was taken was not expired. At
 * close everything is signalled.
 *
 * Reserved slots, live and expired fences together are bounded. When the bound
 * is reached, the oldest expired fence gives way; if none has expired, there is
 * no room.
 *
 * Fences are signalled outside the table's lock, and no release of a fence
 * takes it, so a callback may do what it likes, the last put included. The
 * deadline is the same for all, so the queue is in order by itself and one
 * timer serves them all; it is armed once a deadline, not once a fence.
 */

/**
 * struct sdrm_fence_table - fences by id, each with a deadline
 *
 * Lies in a driver's file data; set up by sdrm_fence_table_init(), destroyed
 * with it.
 */
struct sdrm_fence_table {
	/* private: */
	struct {
		struct sdrm_managed_action action;
		struct sdrm_fence_index *index;	/* NULL until the first fence */
		unsigned int timeout_ms;
		int max_fences;
	} __sdrm_priv;
};

/**
 * struct sdrm_fence_slot - owns room for one fence in a table
 *
 * Made by sdrm_fence_table_reserve(), consumed by sdrm_fence_table_add(). The
 * end of the scope gives the room back.
 */
struct sdrm_fence_slot {
	/* private: */
	struct sdrm_fence_table *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

void sdrm_fence_table_init(struct sdrm_fence_table *table,
			   struct sdrm_managed *managed,
			   unsigned int timeout_ms, unsigned int max_fences);
u32 __must_check sdrm_fence_table_add(struct sdrm_fence_slot slot,
				      struct sdrm_fence fence);
struct sdrm_fence __must_check
sdrm_fence_table_take(struct sdrm_fence_table *table, u32 id);

int __sdrm_fence_table_reserve(struct sdrm_fence_table *table);
void __sdrm_fence_table_unreserve(struct sdrm_fence_table *table);
__SDRM_DEFINE_OWNER(fence_slot, __sdrm_fence_table_unreserve)
#define __SDRM_DROP_fence_slot __sdrm_fence_slot_drop

/**
 * sdrm_fence_table_reserve() - make room for one fence
 * @table: the table, borrowed
 *
 * If the table is full, the fence that expired first is forgotten: its id then
 * answers -ENOENT. That fence may be signalled here, in the caller's context.
 *
 * Context: process, may sleep; a reservation may be locked, but no lock held
 * that a fence's callback might take.
 * Return: the room, owned; -ENOSPC if the table is full and no fence in
 * it has expired; -ENOMEM.
 */
static __always_inline struct sdrm_fence_slot __must_check
sdrm_fence_table_reserve(struct sdrm_fence_table *table)
{
	int ret = __sdrm_fence_table_reserve(table);

	/* 0 or an errno: ours says so. A table is never NULL. */
	__sdrm_promised(ret <= 0 && ret >= -MAX_ERRNO);
	__sdrm_promised(!IS_ERR_OR_NULL(table));
	return (struct sdrm_fence_slot){
		.__sdrm_ptr = ret ? ERR_PTR(ret) : table
	};
}

#endif /* SDRM_FENCE_TABLE_H */
