/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_INTERNAL_H
#define SDRM_INTERNAL_H

/* What the files of abstractions/ share and no driver sees. */

#include <linux/dma-fence.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <sdrm/managed.h>
#include "compat.h"

struct drm_device;
struct drm_driver;
struct drm_file;
struct sdrm_fence_source;

/* What fences say of themselves; may be the first member of something larger. */
struct sdrm_fence_source {
	refcount_t refs;		/* the creator's, and one a fence */
	struct rcu_head rcu;
	const char *driver;		/* both behind the source, in its memory */
	const char *timeline;
};

/*
 * A fence as this library allocates it. The lock is the fence's own, so fences
 * do not wait for each other's callbacks. What follows belongs to the fence
 * table or to the timeline that the fence is in, under that one's lock.
 */
struct sdrm_fence_obj {
	struct dma_fence base;
	struct compat_fence_lock lock;	/* of @base */
	u32 id;				/* table */
	struct sdrm_fence_source *source;
	union {
		struct {		/* table */
			struct hlist_node by_id;
			struct list_head queued;
			unsigned long expires;	/* jiffies */
			bool expired;
		};
		struct {		/* timeline */
			struct rb_node by_seqno;
			ktime_t deadline;
			bool has_deadline;
		};
	};
};

/*
 * What the fences of a timeline need, for as long as there are any: so it is
 * their source, and something more.
 */
struct sdrm_timeline_state {
	struct sdrm_fence_source source;	/* first: it is freed as that */
	struct mutex advancing;		/* who signals, so that it is in order */
	spinlock_t lock;		/* value, points and each one's deadline */
	u32 value;
	struct rb_root points;		/* unsignalled, no references */
	u64 context;
};

#define FENCE_INDEX_BUCKETS 64

/*
 * What a table needs from its first fence on, and not before: opening a file is
 * cheap, and few files ever have a fence.
 */
struct sdrm_fence_index {
	spinlock_t lock;		/* all below but count */
	bool armed;			/* timer is pending or running */
	bool wrapped;			/* last_id has passed INT_MAX */
	u32 last_id;
	atomic_t count;			/* slots, live and expired fences */
	unsigned long timeout;		/* jiffies */
	struct timer_list timer;
	struct list_head live;		/* by deadline */
	struct list_head expired;	/* oldest first */
	struct hlist_head ids[FENCE_INDEX_BUCKETS];
};

void sdrm_managed_add(struct sdrm_managed *managed,
		      struct sdrm_managed_action *action,
		      void (*undo)(struct sdrm_managed_action *action));
void sdrm_managed_undo(struct sdrm_managed *managed);

int sdrm_file_open(struct drm_device *drm, struct drm_file *drm_file);
void sdrm_file_postclose(struct drm_device *drm, struct drm_file *drm_file);

struct sdrm_fence_source *__must_check
sdrm_fence_source_create(size_t size, const char *driver, const char *timeline);
void sdrm_fence_source_put(struct sdrm_fence_source *source);

void sdrm_fence_obj_release(struct dma_fence *fence);
const char *sdrm_fence_driver_name(struct dma_fence *fence);
const char *sdrm_fence_timeline_name(struct dma_fence *fence);

/* A fence of this library's, as its ops get it. */
static inline struct sdrm_fence_obj *sdrm_fence_obj_of(struct dma_fence *fence)
{
	/* __sdrm_fence_base() casts the other way. */
	static_assert(!offsetof(struct sdrm_fence_obj, base));
	return container_of(fence, struct sdrm_fence_obj, base);
}

/*
 * A fence that takes a reference to @source; or NULL. Inline, for those who
 * make many.
 */
static __always_inline struct sdrm_fence_obj *
sdrm_fence_obj_create(struct sdrm_fence_source *source,
		      const struct dma_fence_ops *ops, u64 context, u32 seqno)
{
	struct sdrm_fence_obj *obj;

	/* Freed by sdrm_fence_obj_release(), or where fences detach, the kernel. */
	obj = kzalloc(sizeof(*obj), GFP_KERNEL_ACCOUNT);
	if (!obj)
		return NULL;

	/* The caller's borrow keeps the count above zero. */
	refcount_inc(&source->refs);
	obj->source = source;
	/* The lock lies in the object, the ops in a module that it pins. */
	dma_fence_init(&obj->base, ops, compat_fence_lock_init(&obj->lock),
		       context, seqno);
	return obj;
}

#endif /* SDRM_INTERNAL_H */
