// SPDX-License-Identifier: GPL-2.0
/*
 * A hand-written twin of driver/vgem_ioctl.c and of the code that it calls in
 * abstractions/, on the raw kernel API: plain pointers and goto, no owners. Same
 * data, same checks, same order; never loaded, only measured. tests/cost/run
 * compares the two function by function: sdrm_x() with raw_x().
 *
 * "Same checks" includes what no kernel function returns today, an error pointer
 * from a lookup or NULL from an allocation of our own, because neither relies on it.
 * Left out is the check that only owners need, whether a slot belongs to the
 * reservation it is used with. The figures show what that costs at run time.
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <drm/drm_file.h>
#include <drm/drm_gem.h>
#include <drm/drm_ioctl.h>
#include <uapi/drm/vgem_drm.h>

/*
 * Code that the library has in another object file is kept apart here too: the
 * compiler can neither inline nor analyse it. With TWIN_WHOLE it may, as in a
 * driver that is a single file.
 */
#ifdef TWIN_WHOLE
#define apart
#else
#define apart __attribute__((__noipa__))
#endif

#define RAW_VALID ((void *)1)
#define RAW_BUCKETS 64
#define RAW_STEP 16
#define RAW_LOAD 4

struct raw_source {
	refcount_t refs;
	struct rcu_head rcu;
	const char *timeline;
	char driver[];
};

struct raw_fence {
	struct dma_fence base;
	spinlock_t lock;		/* the fence's own */
	struct raw_source *source;
	u32 id:31;
	u32 expired:1;
	u32 deadline;
	struct raw_fence *next;
	u32 earlier, later;		/* ids */
};

/* A cleanup action, run at close. */
struct raw_action {
	struct raw_action *next;
	void (*undo)(struct raw_action *action);
};

struct raw_buckets {
	struct raw_buckets *older;
	u32 mask;
	struct raw_fence *first[];
};

struct raw_queue {
	struct raw_fence *first, *last;
};

struct raw_index {
	spinlock_t lock;		/* protects all below except count */
	bool armed;
	bool wrapped;
	u32 last_id;
	atomic_t count;
	int room;
	u32 timeout;
	struct timer_list timer;
	struct raw_queue live;
	struct raw_queue expired;
	struct raw_buckets *buckets;
	struct raw_buckets initial;
};

struct raw_table {
	struct raw_action action;
	struct raw_index *index;	/* NULL until the first fence */
	unsigned int timeout_ms;
	int max_fences;
};

struct raw_file {
	struct drm_file *drm;
	struct raw_action *actions;
	struct raw_source *source;
	struct raw_table fences;
};

/* --- a fence, abstractions/fence_wrap.c ----------------------------------- */

static struct raw_fence *to_raw(struct dma_fence *fence)
{
	return container_of(fence, struct raw_fence, base);
}

static const char *get_driver_name(struct dma_fence *fence)
{
	return to_raw(fence)->source->driver;
}

static const char *get_timeline_name(struct dma_fence *fence)
{
	return to_raw(fence)->source->timeline;
}

static void source_free(struct rcu_head *rcu)
{
	kfree(container_of(rcu, struct raw_source, rcu));
	module_put(THIS_MODULE);
}

static void source_put_by_fence(struct raw_source *source)
{
	if (refcount_dec_and_test(&source->refs))
		call_rcu(&source->rcu, source_free);
}

static void release(struct dma_fence *fence)
{
	struct raw_fence *obj = to_raw(fence);
	struct raw_source *source = obj->source;

	kfree_rcu(obj, base.rcu);
	source_put_by_fence(source);
}

static const struct dma_fence_ops fence_ops = {
	.get_driver_name = get_driver_name,
	.get_timeline_name = get_timeline_name,
	.release = release,
};

static apart struct raw_fence *raw_fence_create(struct raw_source *source)
{
	struct raw_fence *obj;

	if (!source)
		return ERR_PTR(-EINVAL);

	obj = kzalloc(sizeof(*obj), GFP_KERNEL_ACCOUNT);
	if (!obj)
		return ERR_PTR(-ENOMEM);

	refcount_inc(&source->refs);
	obj->source = source;
	spin_lock_init(&obj->lock);
	dma_fence_init(&obj->base, &fence_ops, &obj->lock,
		       dma_fence_context_alloc(1), 1);
	return obj;
}

/* Signal, unless already signalled, and put. */
static apart void raw_fence_release(struct raw_fence *obj)
{
	dma_fence_signal(&obj->base);
	dma_fence_put(&obj->base);
}

/* --- a reservation, abstractions/dma_resv_wrap.c -------------------------- */

static apart bool raw_resv_is_idle(struct dma_resv *resv,
				   enum dma_resv_usage usage)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;

	dma_resv_for_each_fence(&cursor, resv, usage, fence) {
		if (!dma_fence_is_signaled(fence))
			return false;
	}
	return true;
}

/* --- fences by id, abstractions/fence_table.c ----------------------------- */

/* Drawn when the module is loaded. */
extern u32 raw_mix[3][256];

static u32 hash(u32 id)
{
	return id ^ raw_mix[0][id >> 8 & 0xff] ^ raw_mix[1][id >> 16 & 0xff] ^
	       raw_mix[2][id >> 24];
}

static struct raw_index *index_of(struct raw_table *table)
{
	return smp_load_acquire(&table->index);
}

static __always_inline struct raw_fence **find(struct raw_index *index, u32 id)
{
	struct raw_buckets *buckets = index->buckets;
	struct raw_fence **at;
	u32 key = hash(id);

	do {
		for (at = &buckets->first[key & buckets->mask]; *at;
		     at = &(*at)->next) {
			if ((*at)->id == id)
				return at;
		}
		buckets = buckets->older;
	} while (buckets);
	return NULL;
}

static noinline struct raw_fence **find_slow(struct raw_index *index, u32 id)
{
	return find(index, id);
}

static void insert(struct raw_index *index, struct raw_fence *obj, u32 id)
{
	struct raw_buckets *buckets = index->buckets;
	struct raw_fence **first = &buckets->first[hash(id) & buckets->mask];

	obj->id = id;
	obj->next = *first;
	*first = obj;
}

static u32 next_id(struct raw_index *index)
{
	unsigned int steps = 0;
	u32 id = index->last_id, by;

	do {
		by = 1;
		if (steps++ >= 16)
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

static struct raw_fence *queued(struct raw_index *index, u32 id)
{
	struct raw_fence **at = id ? find_slow(index, id) : NULL;

	return at ? *at : NULL;
}

static void enqueue(struct raw_queue *queue, struct raw_fence *obj, u32 id)
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

/* Not inline, because in the library the timer calls it too. */
static noinline void dequeue(struct raw_index *index, struct raw_fence *obj)
{
	struct raw_queue *queue = obj->expired ? &index->expired : &index->live;
	struct raw_fence *earlier = queued(index, obj->earlier);
	struct raw_fence *later = queued(index, obj->later);

	if (earlier)
		earlier->later = obj->later;
	else
		queue->first = later;
	if (later)
		later->earlier = obj->earlier;
	else
		queue->last = earlier;
}

static struct raw_fence *detach(struct raw_index *index, struct raw_fence **at)
{
	struct raw_fence *obj = *at;

	dequeue(index, obj);
	*at = obj->next;
	return obj;
}

static bool evict(struct raw_index *index)
{
	struct raw_fence *obj = NULL;

	spin_lock_irq(&index->lock);
	if (index->expired.first)
		obj = detach(index, find_slow(index, index->expired.first->id));
	spin_unlock_irq(&index->lock);

	if (obj)
		raw_fence_release(obj);
	return obj;
}

/* Only called by the timer: not part of the comparison. */
static void expire(struct timer_list *timer)
{
}

static int room_in(struct raw_table *table, unsigned int buckets)
{
	return min_t(int, table->max_fences, RAW_LOAD * buckets);
}

static noinline struct raw_index *index_create(struct raw_table *table)
{
	struct raw_index *index, *other;

	if (!table->action.undo)
		return ERR_PTR(-EINVAL);

	index = kzalloc(struct_size(index, initial.first, RAW_BUCKETS),
			GFP_KERNEL_ACCOUNT);
	if (!index)
		return ERR_PTR(-ENOMEM);

	spin_lock_init(&index->lock);
	index->timeout = min(msecs_to_jiffies(table->timeout_ms), 1UL << 30);
	index->initial.mask = RAW_BUCKETS - 1;
	index->buckets = &index->initial;
	index->room = room_in(table, RAW_BUCKETS);
	timer_setup(&index->timer, expire, 0);

	other = cmpxchg(&table->index, NULL, index);
	if (!other)
		return index;
	kfree(index);
	return other;
}

static bool grow(struct raw_table *table, struct raw_index *index, int room)
{
	struct raw_buckets *older = smp_load_acquire(&index->buckets), *buckets;
	unsigned int count = (older->mask + 1) * RAW_STEP;

	if (room_in(table, older->mask + 1) != room)
		return true;

	buckets = kvzalloc(struct_size(buckets, first, count), GFP_KERNEL_ACCOUNT);
	if (!buckets)
		return false;
	buckets->older = older;
	buckets->mask = count - 1;

	spin_lock_irq(&index->lock);
	if (index->buckets == older) {
		/* Pairs with the load above. */
		smp_store_release(&index->buckets, buckets);
		WRITE_ONCE(index->room, room_in(table, count));
		buckets = NULL;
	}
	spin_unlock_irq(&index->lock);
	kvfree(buckets);
	return true;
}

static bool take_room(struct raw_index *index)
{
	int count = atomic_read(&index->count);

	do {
		if (unlikely(count >= READ_ONCE(index->room)))
			return false;
	} while (!atomic_try_cmpxchg(&index->count, &count, count + 1));
	return true;
}

static noinline int make_room(struct raw_table *table, struct raw_index *index)
{
	int room;

	do {
		room = READ_ONCE(index->room);
		if (room < table->max_fences && !grow(table, index, room))
			return -ENOMEM;
		if (take_room(index))
			return 0;
	} while (room < table->max_fences);

	return evict(index) ? 0 : -ENOSPC;
}

/* An error pointer or RAW_VALID. */
static apart void *raw_fence_table_reserve(struct raw_table *table)
{
	struct raw_index *index = index_of(table) ?: index_create(table);
	int ret;

	if (IS_ERR(index))
		return index;
	if (likely(take_room(index)))
		return RAW_VALID;
	ret = make_room(table, index);
	return ret ? ERR_PTR(ret) : RAW_VALID;
}

static apart u32 raw_fence_table_add(struct raw_table *table,
				     struct raw_fence *obj)
{
	struct raw_index *index = index_of(table);
	u32 id;

	spin_lock_irq(&index->lock);
	id = next_id(index);
	obj->deadline = jiffies + index->timeout;
	insert(index, obj, id);
	enqueue(&index->live, obj, id);
	if (!index->armed) {
		index->armed = true;
		mod_timer(&index->timer, jiffies + index->timeout);
	}
	spin_unlock_irq(&index->lock);
	return id;
}

static apart struct raw_fence *raw_fence_table_take(struct raw_table *table,
						    u32 id)
{
	struct raw_index *index = index_of(table);
	struct raw_fence **at, *obj = NULL;

	if (!index)
		return ERR_PTR(-ENOENT);

	spin_lock_irq(&index->lock);
	at = find(index, id);
	if (at)
		obj = detach(index, at);
	spin_unlock_irq(&index->lock);

	if (!obj)
		return ERR_PTR(-ENOENT);

	atomic_dec(&index->count);
	if (obj->expired) {
		raw_fence_release(obj);
		return ERR_PTR(-ETIMEDOUT);
	}
	return obj;
}

/* --- the handlers, driver/vgem_ioctl.c ------------------------------------ */

static apart int vgem_fence_attach(struct drm_device *dev,
				   struct raw_file *vfile,
				   struct drm_vgem_fence_attach *arg)
{
	struct drm_gem_object *bo;
	struct raw_fence *fence;
	struct dma_resv *resv;
	void *room;
	bool write;
	int ret;

	if (arg->flags & ~VGEM_FENCE_WRITE || arg->pad)
		return -EINVAL;

	write = arg->flags & VGEM_FENCE_WRITE;

	bo = drm_gem_object_lookup(vfile->drm, arg->handle);
	if (IS_ERR_OR_NULL(bo))
		return -ENOENT;

	resv = bo->resv;
	dma_resv_lock(resv, NULL);
	if (!raw_resv_is_idle(resv, dma_resv_usage_rw(write))) {
		ret = -EBUSY;
		goto unlock;
	}

	ret = -ENOMEM;
	if (dma_resv_reserve_fences(resv, 1))
		goto unlock;

	fence = raw_fence_create(vfile->source);
	if (IS_ERR(fence)) {
		ret = PTR_ERR(fence);
		goto unlock;
	}

	room = raw_fence_table_reserve(&vfile->fences);
	if (IS_ERR(room)) {
		if (fence)
			raw_fence_release(fence);
		ret = PTR_ERR(room);
		goto unlock;
	}

	ret = 0;
	dma_resv_add_fence(resv, &fence->base,
			   write ? DMA_RESV_USAGE_WRITE : DMA_RESV_USAGE_READ);
	arg->out_fence = raw_fence_table_add(&vfile->fences, fence);
unlock:
	dma_resv_unlock(resv);
	drm_gem_object_put(bo);
	return ret;
}

static apart int vgem_fence_signal(struct drm_device *dev,
				   struct raw_file *vfile,
				   struct drm_vgem_fence_signal *arg)
{
	struct raw_fence *fence;

	if (arg->flags)
		return -EINVAL;

	fence = raw_fence_table_take(&vfile->fences, arg->fence);
	if (IS_ERR(fence))
		return PTR_ERR(fence);

	if (fence)
		raw_fence_release(fence);
	return 0;
}

/* --- what the DRM core calls, driver/vgem_main.c -------------------------- */

static int raw_vgem_DRM_IOCTL_VGEM_FENCE_ATTACH(struct drm_device *dev,
						void *data,
						struct drm_file *file)
{
	return vgem_fence_attach(dev, file->driver_priv, data);
}

static int raw_vgem_DRM_IOCTL_VGEM_FENCE_SIGNAL(struct drm_device *dev,
						void *data,
						struct drm_file *file)
{
	return vgem_fence_signal(dev, file->driver_priv, data);
}

extern const struct drm_ioctl_desc raw_ioctls[];
const struct drm_ioctl_desc raw_ioctls[] = {
	DRM_IOCTL_DEF_DRV(VGEM_FENCE_ATTACH, raw_vgem_DRM_IOCTL_VGEM_FENCE_ATTACH,
			  DRM_RENDER_ALLOW),
	DRM_IOCTL_DEF_DRV(VGEM_FENCE_SIGNAL, raw_vgem_DRM_IOCTL_VGEM_FENCE_SIGNAL,
			  DRM_RENDER_ALLOW),
};
