/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RAW_H
#define RAW_H

/*
 * Shared by the files in this directory: parts of a vgem that is written on the
 * raw kernel API. Each file has a function of such a driver that is correct
 * except for one mistake, and entirely correct with -DCORRECT; tests/raw/run
 * checks which of today's tools detect the mistake. Everything is inline, so that
 * a tool that follows calls can follow these.
 */
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <drm/drm_file.h>
#include <drm/drm_gem.h>
#include <uapi/drm/vgem_drm.h>

struct raw_file {
	struct mutex lock;		/* ids */
	struct idr ids;			/* owns a reference to each fence */
	unsigned long timeout;		/* jiffies; fixed at open */
};

struct raw_device {
	struct drm_device drm;
	struct platform_device *platform;
	struct idr contexts;
};

struct raw_fence {
	struct dma_fence base;
	spinlock_t lock;		/* of @base */
	struct timer_list timer;
	unsigned long timeout;		/* jiffies */
};

static inline const char *raw_name(struct dma_fence *fence)
{
	return "raw";
}

static const struct dma_fence_ops raw_fence_ops = {
	.get_driver_name = raw_name,
	.get_timeline_name = raw_name,
};

/* Returns an unsignalled fence, whose reference the caller owns, or NULL. */
static inline struct dma_fence *raw_fence_create(void)
{
	struct raw_fence *fence = kzalloc(sizeof(*fence), GFP_KERNEL);

	if (!fence)
		return NULL;

	spin_lock_init(&fence->lock);
	dma_fence_init(&fence->base, &raw_fence_ops, &fence->lock,
		       dma_fence_context_alloc(1), 1);
	return &fence->base;
}

/* Consumes the caller's reference, even on failure. Returns the id. */
static inline int raw_publish(struct raw_file *vfile, struct dma_fence *fence)
{
	int id;

	mutex_lock(&vfile->lock);
	id = idr_alloc(&vfile->ids, fence, 1, 0, GFP_KERNEL);
	mutex_unlock(&vfile->lock);
	if (id < 0)
		dma_fence_put(fence);
	return id;
}

DEFINE_FREE(gem, struct drm_gem_object *, if (_T) drm_gem_object_put(_T))
DEFINE_FREE(fence, struct dma_fence *, dma_fence_put(_T))

/* Defined by the files. */
int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file);
int raw_add(struct drm_gem_object *bo, struct dma_fence *fence);
int raw_load(struct raw_device *vgem);
void raw_unload(struct raw_device *vgem);

#endif /* RAW_H */
