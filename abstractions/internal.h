/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_INTERNAL_H
#define SDRM_INTERNAL_H

/* Shared within abstractions/, not visible to drivers. */

#include <linux/dma-fence.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <sdrm/dma_resv_wrap.h>
#include <sdrm/ioctl.h>
#include <sdrm/managed.h>
#include "compat.h"

struct drm_device;
struct drm_driver;
struct drm_file;
struct __sdrm_drm_driver;
struct sdrm_device;
struct sdrm_fence_source;
struct sdrm_setup;

/* How objects of a kind are allocated; see &drm_driver.gem_create_object. */
struct sdrm_gem_kind {
	struct drm_gem_object *(*create)(struct drm_device *dev, size_t size);
};

struct sdrm_gem_entry {
	struct drm_gem_object *obj;
	struct sdrm_resv resv;
	bool again;		/* another entry holds the lock of its reservation */
	bool room;		/* one of its slots is the list's, and not used yet */
};

/* Several objects, and what their locks need while they are locked together. */
struct sdrm_gem_set {
	struct ww_acquire_ctx ctx;
	bool reserved;		/* there is a struct sdrm_resv_slots */
	u32 count;
	struct sdrm_gem_entry entries[];
};

/* The names of fences; may be the first member of a larger struct. */
struct sdrm_fence_source {
	refcount_t refs;		/* the creator's, and one per fence */
	struct rcu_head rcu;
	const char *driver;		/* both in the same allocation */
	const char *timeline;
};

/*
 * Of fences that the DRM core has created and that became this library's: they share a
 * lock.
 */
struct sdrm_adopted_source {
	struct sdrm_fence_source base;
	spinlock_t lock;	/* &dma_fence.lock of all of them */
};

/*
 * A fence that its owner signals, by itself or through a table. Each has its own
 * lock, so fences do not wait for each other's callbacks. The other members are for
 * the fence table that contains the fence, and protected by its lock; its queue is
 * linked by ids, which are half the size of pointers. Together they just fit into
 * 96 bytes, a size of kmalloc(), where a dma_fence contains its lock.
 */
struct sdrm_fence_obj {
	struct dma_fence base;
	struct compat_fence_lock lock;	/* of @base */
	struct sdrm_fence_source *source;
	u32 id:31;
	u32 expired:1;
	u32 expires;			/* the low bits of jiffies */
	struct sdrm_fence_obj *next;	/* in its bucket */
	u32 earlier, later;		/* ids in its queue, or 0 */
};

/* A fence that a timeline signals. The last members are protected by its lock. */
struct sdrm_point {
	struct dma_fence base;
	struct compat_fence_lock lock;	/* of @base */
	bool has_deadline;
	struct sdrm_fence_source *source;
	struct rb_node by_seqno;
	ktime_t deadline;
};

/*
 * What the fences of a timeline need as long as any of them exists: their source,
 * extended.
 */
struct sdrm_timeline_state {
	struct sdrm_fence_source source;	/* first: freed through it */
	struct mutex advancing;		/* serialises signalling */
	struct work_struct rest;	/* finishes what a killed task began */
	spinlock_t lock;		/* value, left, points and their deadlines */
	u32 value;
	u64 left;			/* by which value has yet to advance */
	struct rb_root points;		/* unsignalled; holds no references */
	u64 context;
};

/*
 * Fences by id: singly linked chains. A table begins with FENCE_BUCKETS_FIRST of
 * them and gets an array of FENCE_BUCKETS_STEP times as many before there are more
 * than FENCE_BUCKETS_LOAD fences per bucket of the last one, until that has
 * FENCE_BUCKETS_LAST. What is in the older arrays stays there.
 */
#define FENCE_BUCKETS_FIRST	64
#define FENCE_BUCKETS_STEP	16
#define FENCE_BUCKETS_LAST	(FENCE_BUCKETS_FIRST << 12)
#define FENCE_BUCKETS_LOAD	4

struct fence_buckets {
	struct fence_buckets *older;
	u32 mask;			/* their number, a power of two, minus 1 */
	struct sdrm_fence_obj *first[];
};

/* Linked by the ids in its fences. */
struct fence_queue {
	struct sdrm_fence_obj *first;
	struct sdrm_fence_obj *last;
};

/* The most that a table's timer expires at once, and all timers of a CPU in a jiffy. */
#define FENCE_EXPIRY_BATCH	256

/*
 * The state of a table, allocated for its first fence: opening a file is cheap,
 * and few files ever have a fence.
 */
struct sdrm_fence_index {
	spinlock_t lock;		/* all below except count */
	bool armed;			/* timer is pending or running */
	bool wrapped;			/* last_id has passed INT_MAX */
	u32 last_id;
	atomic_t count;			/* reserved slots, live and expired fences */
	int room;			/* for how many there are buckets; only grows */
	u32 timeout;			/* jiffies */
	struct timer_list timer;
	struct fence_queue live;	/* by deadline */
	struct fence_queue expired;	/* oldest first */
	struct fence_buckets *buckets;	/* the newest; new fences go there */
	struct fence_buckets initial;	/* FENCE_BUCKETS_FIRST of them */
};

void sdrm_managed_init(struct sdrm_managed *managed, size_t size,
		       struct lock_class_key *key);
bool sdrm_managed_add(struct sdrm_managed *managed,
		      struct sdrm_managed_action *action,
		      void (*undo)(struct sdrm_managed_action *action));
void sdrm_managed_undo(struct sdrm_managed *managed);

long sdrm_ioctl_fd(unsigned int cmd, unsigned long arg,
		   long (*call)(void *context, struct __sdrm_fd_call *data),
		   void *context);

int sdrm_file_open(struct drm_device *drm, struct drm_file *drm_file);
void sdrm_file_postclose(struct drm_device *drm, struct drm_file *drm_file);
long sdrm_file_ioctl(struct file *filp, unsigned int cmd, unsigned long arg);
long sdrm_file_compat_ioctl(struct file *filp, unsigned int cmd, unsigned long arg);

struct sdrm_fence_source *__must_check
sdrm_fence_source_create(size_t size, const char *driver, const char *timeline);
void sdrm_fence_source_put(struct sdrm_fence_source *source);

void sdrm_fence_source_put_by_fence(struct sdrm_fence_source *source);
void sdrm_fence_table_init_hash(void);

struct sdrm_adopted_source *__must_check
sdrm_fence_adopted_source_create(const char *driver, const char *timeline);
void sdrm_fence_adopt(struct dma_fence *fence, struct sdrm_adopted_source *source);

/* What describes a display, if that is not the driver's setup callback. */
struct __sdrm_described {
	void (*setup)(const struct __sdrm_described *by, struct sdrm_setup *setup);
};

/*
 * What sdrm_kms.ko does for a device that has a display, in the order of the calls.
 * Each may sleep.
 */
struct __sdrm_display_ops {
	/* Before a device is created. */
	void (*describe)(struct drm_driver *drm);
	/*
	 * Before it is registered; 0, or a negative errno, and nothing to undo. NULL: it is
	 * the driver's setup callback that describes it.
	 */
	int (*build)(struct sdrm_device *dev, const struct __sdrm_described *by);
	/* It is registered. */
	void (*announce)(struct sdrm_device *dev);
	/* It is about to be unplugged. */
	void (*go)(struct sdrm_device *dev);
	/* It is unplugged. */
	void (*gone)(struct sdrm_device *dev);

	/* For who describes it: what follows is the part that has this number. */
	void (*begin)(struct sdrm_setup *setup, u32 part);
	/* That part of a registered device is described anew, one at a time. 0; -EINVAL. */
	int (*changed)(struct sdrm_device *dev, const struct __sdrm_described *by, u32 part);
};

/* What sdrm_configfs.ko does for a driver that has a __sdrm_config; both may sleep. */
struct __sdrm_config_ops {
	/* The end of module init; 0, or a negative errno, and nothing to undo. */
	int (*load)(struct __sdrm_drm_driver *driver);
	/* The beginning of module exit. */
	void (*unload)(const struct __sdrm_drm_driver *driver);
};

/* The object of a fence made by sdrm_fence_create(), as passed to its ops. */
static inline struct sdrm_fence_obj *sdrm_fence_obj_of(struct dma_fence *fence)
{
	/* __sdrm_fence_base() casts the other way. */
	static_assert(!offsetof(struct sdrm_fence_obj, base));
	return container_of(fence, struct sdrm_fence_obj, base);
}

/*
 * The last step of creating a fence, of any struct: it takes a reference to
 * @source. Inline, because this is a fast path.
 */
static __always_inline void
sdrm_fence_init(struct dma_fence *fence, struct compat_fence_lock *lock,
		struct sdrm_fence_source *source,
		const struct dma_fence_ops *ops, u64 context, u32 seqno)
{
	/* The caller's borrow keeps the count above zero. */
	refcount_inc(&source->refs);
	/* The lock is in the same object, the ops in a module that it holds. */
	dma_fence_init(fence, ops, compat_fence_lock_init(lock), context, seqno);
}

#endif /* SDRM_INTERNAL_H */
