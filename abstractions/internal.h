/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_INTERNAL_H
#define SDRM_INTERNAL_H

/* What the files of abstractions/ share and no driver sees. */

#include <linux/dma-fence.h>
#include <linux/list.h>
#include "compat.h"

struct drm_device;
struct drm_driver;
struct drm_file;
struct sdrm_fence_source;

/*
 * A fence as this library allocates it. The lock is the fence's own, so fences
 * do not wait for each other's callbacks. All below @source belongs to
 * the fence table that the fence is in, under that table's lock.
 */
struct sdrm_fence_obj {
	struct dma_fence base;
	struct compat_fence_lock lock;	/* of @base */
	u32 id;
	struct sdrm_fence_source *source;
	struct hlist_node by_id;
	struct list_head queued;
	unsigned long deadline;		/* jiffies */
	bool expired;
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

int sdrm_file_open(struct drm_device *drm, struct drm_file *drm_file);
void sdrm_file_postclose(struct drm_device *drm, struct drm_file *drm_file);

struct sdrm_fence_source *__must_check
sdrm_fence_source_create(const char *driver, const char *timeline);
void sdrm_fence_source_put(struct sdrm_fence_source *source);

#endif /* SDRM_INTERNAL_H */
