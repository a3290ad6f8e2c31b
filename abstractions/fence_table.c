// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <sdrm/fence_table.h>
#include "internal.h"

/* The private part, by a name that fits in a line. */
#define priv(table) (&(table)->__sdrm_priv)

/* There must be many more ids, and buckets for all. */
#define MAX_FENCES (FENCE_BUCKETS_LOAD * FENCE_BUCKETS_LAST)

/* --- fences by id --------------------------------------------------------------- */

/* Random, and unknown to user space. One row per byte of an id above the lowest. */
static u32 mix[3][256] __ro_after_init;

/**
 * sdrm_fence_table_init_hash() - draw the secret of the hash (internal)
 *
 * Context: process; once, when the module is loaded.
 */
void __init sdrm_fence_table_init_hash(void)
{
	/* Nothing hashes before the module is loaded. */
	get_random_bytes(mix, sizeof(mix));
}

/*
 * Tabulation hashing, with the lowest byte as it is: 256 ids in sequence spread
 * evenly, and beyond them chains are as short as with random buckets, whichever ids
 * user space leaves outstanding. (Patrascu and Thorup, The Power of Simple
 * Tabulation Hashing, 2012.)
 */
static u32 hash(u32 id)
{
	return id ^ mix[0][id >> 8 & 0xff] ^ mix[1][id >> 16 & 0xff] ^
	       mix[2][id >> 24];
}

/* NULL before the first fence. */
static struct sdrm_fence_index *index_of(const struct sdrm_fence_table *table)
{
	/* Pairs with index_create(). */
	return smp_load_acquire(&priv(table)->index);
}

static struct sdrm_fence_obj **bucket(struct fence_buckets *buckets, u32 hash)
{
	return &buckets->first[hash & buckets->mask];
}

/*
 * Index locked. The pointer to the fence in its chain, or NULL. Inline in the
 * fast path of sdrm_fence_table_take().
 */
static __always_inline struct sdrm_fence_obj **find(struct sdrm_fence_index *index, u32 id)
{
	struct fence_buckets *buckets = index->buckets;
	struct sdrm_fence_obj **at;
	u32 key = hash(id);

	/* The newest are in the newest buckets, first in their chain. */
	do {
		for (at = bucket(buckets, key); *at; at = &(*at)->next) {
			if ((*at)->id == id)
				return at;
		}
		buckets = buckets->older;
	} while (buckets);
	return NULL;
}

/* The same, not inline. */
static noinline struct sdrm_fence_obj **find_slow(struct sdrm_fence_index *index,
						  u32 id)
{
	return find(index, id);
}

/* Index locked. */
static void insert(struct sdrm_fence_index *index, struct sdrm_fence_obj *obj, u32 id)
{
	struct sdrm_fence_obj **first = bucket(index->buckets, hash(id));

	obj->id = id;
	obj->next = *first;
	*first = obj;
}

/*
 * Index locked. The next id in sequence that is not in use. Looking for it takes
 * few steps, whichever ids are: after NEAR of them in a row it jumps ahead, by up to
 * twice as many ids as there can be fences; at least half of those are free. It
 * never jumps back, so an id comes again only after all of them have been passed.
 */
static u32 next_id(struct sdrm_fence_index *index)
{
	enum { NEAR = 16 };
	unsigned int steps = 0;
	u32 id = index->last_id, by;

	do {
		by = 1;
		/* Our own slot counts, so there is at least one. */
		if (steps++ >= NEAR)
			by += get_random_u32() % (2 * atomic_read(&index->count));
		if (id > INT_MAX - by) {
			index->wrapped = true;
			id -= INT_MAX;
		}
		id += by;
	} while (index->wrapped && find_slow(index, id));

	index->last_id = id;
	return id;
}

/* --- queues of fences ------------------------------------------------------------ */

/* Index locked. The fence with an id that is in a queue, or NULL for 0. */
static struct sdrm_fence_obj *queued(struct sdrm_fence_index *index, u32 id)
{
	struct sdrm_fence_obj **at = id ? find_slow(index, id) : NULL;

	return at ? *at : NULL;
}

/* Index locked. */
static void enqueue(struct fence_queue *queue, struct sdrm_fence_obj *obj, u32 id)
{
	obj->later = 0;
	obj->earlier = 0;
	if (queue->last) {
		obj->earlier = queue->last->id;
		queue->last->later = id;
	} else {
		queue->first = obj;
	}
	queue->last = obj;
}

/* Index locked. */
static void dequeue(struct sdrm_fence_index *index, struct sdrm_fence_obj *obj)
{
	struct fence_queue *queue = obj->expired ? &index->expired : &index->live;
	struct sdrm_fence_obj *earlier = queued(index, obj->earlier);
	struct sdrm_fence_obj *later = queued(index, obj->later);

	if (earlier)
		earlier->later = obj->later;
	else
		queue->first = later;
	if (later)
		later->earlier = obj->earlier;
	else
		queue->last = earlier;
}

/* Index locked. The table's reference to what @at leads to passes to the caller. */
static struct sdrm_fence_obj *detach(struct sdrm_fence_index *index,
				     struct sdrm_fence_obj **at)
{
	struct sdrm_fence_obj *obj = *at;

	dequeue(index, obj);
	*at = obj->next;
	return obj;
}

/* Index locked. The same for the fence that has waited longest, or NULL. */
static struct sdrm_fence_obj *detach_first(struct sdrm_fence_index *index,
					   struct fence_queue *queue)
{
	/* What is in a queue is in a bucket. */
	return queue->first ? detach(index, find_slow(index, queue->first->id)) : NULL;
}

/* --- expiry ------------------------------------------------------------------------ */

/* How many jiffies are left, 0 or less if it is due. */
static s32 left(const struct sdrm_fence_obj *obj)
{
	return obj->expires - (u32)jiffies;
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
	obj = index->live.first;
	index->armed = obj;
	if (obj && left(obj) > 0) {
		/* If close has begun, it shuts the timer down again. */
		mod_timer(&index->timer, jiffies + left(obj));
		obj = NULL;
	}
	if (obj) {
		dequeue(index, obj);
		obj->expired = true;
		enqueue(&index->expired, obj, obj->id);
		/* The table's reference keeps the count above zero. */
		dma_fence_get(&obj->base);
	}
	spin_unlock(&index->lock);
	return obj;
}

/* How many fences a CPU has expired in a jiffy. */
struct expired_now {
	unsigned long jiffy;
	unsigned int count;
};

static DEFINE_PER_CPU(struct expired_now, expired_now);

/* Softirq, of which a CPU runs one at a time. May it expire another fence now? */
static bool another(void)
{
	struct expired_now *now = this_cpu_ptr(&expired_now);
	unsigned long jiffy = jiffies;

	if (now->jiffy != jiffy) {
		now->jiffy = jiffy;
		now->count = 0;
	}
	return ++now->count < FENCE_EXPIRY_BATCH;
}

/*
 * Softirq. Signals outside the lock, because of the callbacks.
 *
 * So that it does not hold up the CPU, it ends after a batch, and the rest follows
 * in the next jiffy. The timers of a CPU share a jiffy's batch: of many files whose
 * fences are due together, each expires one, and only the first ones more. What
 * this does not bound is the number of files, which a user's limits on open files
 * and on memory do, and the time that callbacks take.
 */
static void expire(struct timer_list *timer)
{
	struct sdrm_fence_index *index =
		container_of(timer, struct sdrm_fence_index, timer);
	unsigned int count = 0;
	struct sdrm_fence_obj *obj;

	do {
		obj = expire_one(index);
		if (!obj)
			return;
		__sdrm_fence_release(obj);
	} while (another() && ++count < FENCE_EXPIRY_BATCH);

	/* Still armed. From its own handler this means the next jiffy. */
	mod_timer(&index->timer, jiffies);
}

/* --- the table ------------------------------------------------------------------- */

/* At close: process context; only the timer still uses the table. */
static void destroy(struct sdrm_managed_action *action)
{
	struct sdrm_fence_table *table =
		container_of(action, struct sdrm_fence_table,
			     __sdrm_priv.action);
	struct sdrm_fence_index *index = index_of(table);
	struct fence_buckets *buckets;
	struct sdrm_fence_obj *obj;

	if (!index)
		return;

	/* Waits for expire(), which takes no lock that is held here. */
	timer_shutdown_sync(&index->timer);

	while ((obj = detach_first(index, &index->expired) ?:
		      detach_first(index, &index->live))) {
		/* Signals if it has not expired, and puts the table's reference. */
		__sdrm_fence_release(obj);
		cond_resched();
	}
	/* Only the timer and the table used them. */
	while ((buckets = index->buckets) != &index->initial) {
		index->buckets = buckets->older;
		kvfree(buckets);
	}
	kfree(index);
}

/**
 * sdrm_fence_table_init() - set up a fence table
 * @table: the table, zeroed, in managed data; destroyed with it
 * @managed: &struct sdrm_managed of that data, borrowed
 * @timeout_ms: milliseconds from sdrm_fence_table_add() to expiry, which may be
 *              late by up to an eighth of that, because of the timer wheel, and
 *              then by a jiffy for each 256 fences that are due (see the DOC text);
 *              more than 2^30 jiffies (12 days at HZ=1000) count as that
 * @max_fences: bound on reserved slots, live and expired fences together; more than
 *              1,048,576 count as that
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
	priv(table)->max_fences = min_t(unsigned int, max_fences, MAX_FENCES);
}
EXPORT_SYMBOL_GPL(sdrm_fence_table_init);

/* For how many fences there is room with so many buckets. */
static int room_in(const struct sdrm_fence_table *table, unsigned int buckets)
{
	return min_t(int, priv(table)->max_fences, FENCE_BUCKETS_LOAD * buckets);
}

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
	index = kzalloc(struct_size(index, initial.first, FENCE_BUCKETS_FIRST),
			GFP_KERNEL_ACCOUNT);
	if (!index)
		return ERR_PTR(-ENOMEM);

	spin_lock_init(&index->lock);
	/* Half the range of @expires. */
	index->timeout = min(msecs_to_jiffies(priv(table)->timeout_ms), 1UL << 30);
	index->initial.mask = FENCE_BUCKETS_FIRST - 1;
	index->buckets = &index->initial;
	index->room = room_in(table, FENCE_BUCKETS_FIRST);
	/* Shut down in destroy(). */
	timer_setup(&index->timer, expire, 0);

	/* Fully set up before it becomes visible. */
	other = cmpxchg(place, NULL, index);
	if (!other)
		return index;
	kfree(index);
	return other;
}

/*
 * Process context. Add larger buckets if there is @room with those that there are,
 * so that another caller has not added any. Returns false if there is no memory.
 */
static bool grow(const struct sdrm_fence_table *table, struct sdrm_fence_index *index,
		 int room)
{
	/* Pairs with the store below; buckets stay until close. */
	struct fence_buckets *older = smp_load_acquire(&index->buckets), *buckets;
	unsigned int count = (older->mask + 1) * FENCE_BUCKETS_STEP;

	if (room_in(table, older->mask + 1) != room)
		return true;

	/* Freed in destroy(), or below. Not under the lock: it may sleep. */
	buckets = kvzalloc(struct_size(buckets, first, count), GFP_KERNEL_ACCOUNT);
	if (!buckets)
		return false;
	buckets->older = older;
	buckets->mask = count - 1;

	/* As in sdrm_fence_table_take(). */
	spin_lock_irq(&index->lock);
	if (index->buckets == older) {
		/* Pairs with the load above. */
		smp_store_release(&index->buckets, buckets);
		WRITE_ONCE(index->room, room_in(table, count));
		buckets = NULL;
	}
	spin_unlock_irq(&index->lock);

	/* Ignores NULL. */
	kvfree(buckets);
	return true;
}

/* Table full: evict the oldest expired fence and let the caller use its room. */
static bool evict(struct sdrm_fence_index *index)
{
	struct sdrm_fence_obj *obj;

	/* As in sdrm_fence_table_take(). */
	spin_lock_irq(&index->lock);
	obj = detach_first(index, &index->expired);
	spin_unlock_irq(&index->lock);

	if (obj)
		__sdrm_fence_release(obj);
	return obj;
}

/* Count another fence if there is room for it. */
static bool take_room(struct sdrm_fence_index *index)
{
	int count = atomic_read(&index->count);

	do {
		/* Rooms only grow, so an old value does not let in too many. */
		if (unlikely(count >= READ_ONCE(index->room)))
			return false;
	} while (!atomic_try_cmpxchg(&index->count, &count, count + 1));
	return true;
}

/* No room: make some, and take it. As __sdrm_fence_table_reserve(). */
static noinline int make_room(const struct sdrm_fence_table *table,
			      struct sdrm_fence_index *index)
{
	int room;

	do {
		/* It may have grown since; then this tries again, or grows it more. */
		room = READ_ONCE(index->room);
		if (room < priv(table)->max_fences && !grow(table, index, room))
			return -ENOMEM;
		if (take_room(index))
			return 0;
	} while (room < priv(table)->max_fences);

	/* After evict() this slot counts in place of the evicted fence. */
	return evict(index) ? 0 : -ENOSPC;
}

/* sdrm_fence_table_reserve(), with __SDRM_VALID or the error. */
void *__sdrm_fence_table_reserve(const struct sdrm_fence_table *table)
{
	struct sdrm_fence_index *index = index_of(table) ?: index_create(table);
	int ret;

	if (IS_ERR(index))
		return index;
	if (likely(take_room(index)))
		return __SDRM_VALID;
	ret = make_room(table, index);
	return ret ? ERR_PTR(ret) : __SDRM_VALID;
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
	obj->expires = jiffies + index->timeout;
	insert(index, obj, id);
	enqueue(&index->live, obj, id);
	if (!index->armed) {
		index->armed = true;
		/* Set up with the index; not shut down while there are callers. */
		mod_timer(&index->timer, jiffies + index->timeout);
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
	struct sdrm_fence_obj **at, *obj = NULL;

	if (!index)
		return SDRM_ERROR(fence, -ENOENT);

	/* Removed under the lock, the fence is ours; the rest is unlocked. */
	spin_lock_irq(&index->lock);
	at = find(index, id);
	if (at)
		obj = detach(index, at);
	spin_unlock_irq(&index->lock);

	if (!obj)
		return SDRM_ERROR(fence, -ENOENT);

	/* Counted since its slot was reserved. */
	atomic_dec(&index->count);
	if (obj->expired) {
		/* expire() may be about to signal it; make sure that it is signalled. */
		__sdrm_fence_release(obj);
		return SDRM_ERROR(fence, -ETIMEDOUT);
	}
	return (struct sdrm_fence){ .__sdrm_ptr = obj };
}
EXPORT_SYMBOL_GPL(sdrm_fence_table_take);
