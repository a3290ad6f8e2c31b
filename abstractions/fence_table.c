// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <sdrm/fence_table.h>
#include "internal.h"

/* The private part, by a name that fits in a line. */
#define priv(table) (&(table)->__sdrm_priv)

/* NULL before the first fence. */
static struct sdrm_fence_index *index_of(const struct sdrm_fence_table *table)
{
	/* Pairs with index_create(). */
	return smp_load_acquire(&priv(table)->index);
}

static struct hlist_head *bucket(struct sdrm_fence_index *index, u32 id)
{
	/* Ids are allocated in sequence, so their low bits spread evenly. */
	return &index->ids[id % FENCE_INDEX_BUCKETS];
}

/* Index locked. */
static struct sdrm_fence_obj *find(struct sdrm_fence_index *index, u32 id)
{
	struct sdrm_fence_obj *obj;

	hlist_for_each_entry(obj, bucket(index, id), by_id) {
		if (obj->id == id)
			return obj;
	}
	return NULL;
}

/* Index locked. The table's reference passes to the caller. */
static void detach(struct sdrm_fence_obj *obj)
{
	hlist_del(&obj->by_id);
	list_del(&obj->queued);
}

/* Index locked. Terminates: the bound on fences is below the number of ids. */
static u32 next_id(struct sdrm_fence_index *index)
{
	u32 id = index->last_id;

	do {
		if (id == INT_MAX) {
			index->wrapped = true;
			id = 0;
		}
		id++;
	} while (index->wrapped && find(index, id));

	index->last_id = id;
	return id;
}

/*
 * Expire the fence at the head of the queue if it is due, otherwise re-arm the
 * timer for it. Returns it with a reference for the caller, because the table's
 * is put when the expired id is taken.
 */
static struct sdrm_fence_obj *expire_one(struct sdrm_fence_index *index)
{
	struct sdrm_fence_obj *obj;

	/* Softirq; process context takes the lock with interrupts off. */
	spin_lock(&index->lock);
	obj = list_first_entry_or_null(&index->live,
				       struct sdrm_fence_obj, queued);
	index->armed = obj;
	if (obj && time_before(jiffies, obj->expires)) {
		/* If close has begun, it shuts the timer down again. */
		mod_timer(&index->timer, obj->expires);
		obj = NULL;
	}
	if (obj) {
		obj->expired = true;
		list_move_tail(&obj->queued, &index->expired);
		/* The table's reference keeps the count above zero. */
		dma_fence_get(&obj->base);
	}
	spin_unlock(&index->lock);
	return obj;
}

/* Softirq. Signals outside the lock, because of the callbacks. */
static void expire(struct timer_list *timer)
{
	struct sdrm_fence_index *index =
		container_of(timer, struct sdrm_fence_index, timer);
	struct sdrm_fence_obj *obj;

	while ((obj = expire_one(index)))
		__sdrm_fence_release(obj);
}

/* At close: process context; only the timer still uses the table. */
static void destroy(struct sdrm_managed_action *action)
{
	struct sdrm_fence_table *table =
		container_of(action, struct sdrm_fence_table,
			     __sdrm_priv.action);
	struct sdrm_fence_index *index = index_of(table);
	struct sdrm_fence_obj *obj, *next;

	if (!index)
		return;

	/* Waits for expire(), which takes no lock that is held here. */
	timer_shutdown_sync(&index->timer);

	list_splice_tail(&index->live, &index->expired);
	list_for_each_entry_safe(obj, next, &index->expired, queued) {
		/* Signals if it has not expired, and puts the table's reference. */
		__sdrm_fence_release(obj);
		cond_resched();
	}
	/* Only the timer and the table used it. */
	kfree(index);
}

/**
 * sdrm_fence_table_init() - set up a fence table
 * @table: the table, zeroed, in managed data; destroyed with it
 * @managed: &struct sdrm_managed of that data, borrowed
 * @timeout_ms: milliseconds from sdrm_fence_table_add() to expiry, which may be
 *              late by up to an eighth of that, because of the timer wheel
 * @max_fences: bound on reserved slots, live and expired fences together
 *
 * If @table does not lie in that data or is set up already, the kernel warns and it
 * stays as it is.
 *
 * Context: process; for the driver's open callback.
 */
void sdrm_fence_table_init(struct sdrm_fence_table *table,
			   struct sdrm_managed *managed,
			   unsigned int timeout_ms, unsigned int max_fences)
{
	if (!sdrm_managed_add(managed, &priv(table)->action, destroy))
		return;

	priv(table)->timeout_ms = timeout_ms;
	/* There must be more ids than fences. */
	priv(table)->max_fences = min_t(unsigned int, max_fences, INT_MAX - 1);
}
EXPORT_SYMBOL_GPL(sdrm_fence_table_init);

/* Process context. Of concurrent callers, the first one creates it. */
static noinline struct sdrm_fence_index *
index_create(const struct sdrm_fence_table *table)
{
	/* Const to drivers; it lies in data that this library allocated. */
	struct sdrm_fence_index **place =
		(struct sdrm_fence_index **)&priv(table)->index;
	struct sdrm_fence_index *index, *other;

	/* Then nothing would free it: sdrm_fence_table_init() was not called. */
	if (!priv(table)->action.__sdrm_undo)
		return ERR_PTR(-EINVAL);

	/* Freed in destroy(), or below if another caller was first. */
	index = kzalloc(sizeof(*index), GFP_KERNEL_ACCOUNT);
	if (!index)
		return ERR_PTR(-ENOMEM);

	spin_lock_init(&index->lock);
	INIT_LIST_HEAD(&index->live);
	INIT_LIST_HEAD(&index->expired);
	index->timeout = msecs_to_jiffies(priv(table)->timeout_ms);
	/* Shut down in destroy(). */
	timer_setup(&index->timer, expire, 0);

	/* Fully set up before it becomes visible. */
	other = cmpxchg(place, NULL, index);
	if (!other)
		return index;
	kfree(index);
	return other;
}

/* Table full: evict the oldest expired fence and let the caller use its room. */
static noinline bool evict(struct sdrm_fence_index *index)
{
	struct sdrm_fence_obj *obj;

	/* As in sdrm_fence_table_take(). */
	spin_lock_irq(&index->lock);
	obj = list_first_entry_or_null(&index->expired,
				       struct sdrm_fence_obj, queued);
	if (obj)
		detach(obj);
	spin_unlock_irq(&index->lock);

	if (obj)
		__sdrm_fence_release(obj);
	return obj;
}

/* sdrm_fence_table_reserve(), with __SDRM_VALID or the error. */
void *__sdrm_fence_table_reserve(const struct sdrm_fence_table *table)
{
	struct sdrm_fence_index *index = index_of(table) ?: index_create(table);

	if (IS_ERR(index))
		return index;
	/* After evict() this slot counts in place of the evicted fence. */
	if (!atomic_add_unless(&index->count, 1, priv(table)->max_fences) &&
	    !evict(index))
		return ERR_PTR(-ENOSPC);
	return __SDRM_VALID;
}
EXPORT_SYMBOL_GPL(__sdrm_fence_table_reserve);

/* Called at the end of the scope of an unused slot. */
void __sdrm_fence_table_unreserve(const struct sdrm_fence_table *table)
{
	/* A slot was reserved, so the index exists. */
	atomic_dec(&index_of(table)->count);
}
EXPORT_SYMBOL_GPL(__sdrm_fence_table_unreserve);

/**
 * sdrm_fence_table_add() - publish a fence under a new id
 * @slot: room for it, consumed
 * @fence: the fence, consumed: from here on the table owns and signals it
 *
 * The timeout starts here.
 *
 * Context: process, does not sleep.
 * Return: the id, from 1 to INT_MAX. Cannot fail.
 */
u32 sdrm_fence_table_add(struct sdrm_fence_slot slot, struct sdrm_fence fence)
{
	struct sdrm_fence_index *index = index_of(slot.__sdrm_table);
	struct sdrm_fence_obj *obj = fence.__sdrm_ptr;
	u32 id;

	/* Only the caller has the fence until it is in the lists. */
	spin_lock_irq(&index->lock);
	id = next_id(index);
	obj->id = id;
	obj->expires = jiffies + index->timeout;
	hlist_add_head(&obj->by_id, bucket(index, id));
	list_add_tail(&obj->queued, &index->live);
	if (!index->armed) {
		index->armed = true;
		/* Set up with the index; not shut down while there are callers. */
		mod_timer(&index->timer, obj->expires);
	}
	spin_unlock_irq(&index->lock);
	return id;
}
EXPORT_SYMBOL_GPL(sdrm_fence_table_add);

/**
 * sdrm_fence_table_take() - take a fence out by its id
 * @table: the table, borrowed
 * @id: any value is safe
 *
 * Of concurrent callers with the same id, and the expiry, exactly one gets the
 * fence.
 *
 * An expired fence may be signalled here, in the caller's context.
 *
 * Context: process, does not sleep; no lock held that a fence's callback might
 * take.
 * Return: the fence, owned and not expired; -ETIMEDOUT if it has expired, after
 * which the id is free; -ENOENT if the table has no such id.
 */
struct sdrm_fence sdrm_fence_table_take(const struct sdrm_fence_table *table,
					u32 id)
{
	struct sdrm_fence_index *index = index_of(table);
	struct sdrm_fence_obj *obj;

	if (!index)
		return (struct sdrm_fence){ .__sdrm_ptr = ERR_PTR(-ENOENT) };

	/* Removed under the lock, the fence is ours; the rest is unlocked. */
	spin_lock_irq(&index->lock);
	obj = find(index, id);
	if (obj)
		detach(obj);
	spin_unlock_irq(&index->lock);

	if (!obj)
		return (struct sdrm_fence){ .__sdrm_ptr = ERR_PTR(-ENOENT) };

	/* Counted since its slot was reserved. */
	atomic_dec(&index->count);
	if (obj->expired) {
		/* expire() may be about to signal it; make sure that it is signalled. */
		__sdrm_fence_release(obj);
		return (struct sdrm_fence){
			.__sdrm_ptr = ERR_PTR(-ETIMEDOUT)
		};
	}
	return (struct sdrm_fence){ .__sdrm_ptr = obj };
}
EXPORT_SYMBOL_GPL(sdrm_fence_table_take);
