/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_COMPAT_H
#define SDRM_COMPAT_H

/*
 * What differs between the kernels that this library serves, under one name
 * each: the only file with conditional compilation. scripts/probe tries each
 * feature on the headers at hand and writes sdrm-config.h, where it is 0 or 1;
 * docs/kernels.md says which kernel has which, and how to add one.
 */

#include <linux/dma-fence.h>
#include <linux/err.h>
#include <linux/spinlock.h>
#include <drm/drm_drv.h>
#include <sdrm-config.h>

/* --- the parent of a virtual device: a faux device, or a platform device ---- */

#if SDRM_HAVE_FAUX_DEVICE
#include <linux/device/faux.h>

static inline struct device *compat_parent_register(const char *name)
{
	/* Says nothing of why it failed; drivers of the kernel's say this. */
	struct faux_device *faux = faux_device_create(name, NULL, NULL);

	return faux ? &faux->dev : ERR_PTR(-ENODEV);
}

static inline void compat_parent_unregister(struct device *dev)
{
	/* @dev came from faux_device_create(), above. */
	faux_device_destroy(to_faux_device(dev));
}
#else
#include <linux/platform_device.h>

static inline struct device *compat_parent_register(const char *name)
{
	/* Copies the name; on error it has released what it made. */
	struct platform_device *pdev =
		platform_device_register_simple(name, -1, NULL, 0);

	return IS_ERR(pdev) ? ERR_CAST(pdev) : &pdev->dev;
}

static inline void compat_parent_unregister(struct device *dev)
{
	/* @dev came from platform_device_register_simple(), above. */
	platform_device_unregister(to_platform_device(dev));
}
#endif

/* --- fences ------------------------------------------------------------------ */

/*
 * Does signalling a fence detach it from its ops, if those have no .release and
 * no .wait? Then who made it may be unloaded a grace period later; else not
 * before the fence is freed.
 */
#define COMPAT_FENCE_DETACHES	SDRM_HAVE_FENCE_DETACH

/* The lock of a fence whose struct dma_fence has none in it. */
struct compat_fence_lock {
#if !SDRM_HAVE_FENCE_INLINE_LOCK
	spinlock_t lock;	/* &dma_fence.lock */
#endif
};

/* For dma_fence_init(), which takes NULL to mean the one inside. */
static inline spinlock_t *compat_fence_lock_init(struct compat_fence_lock *own)
{
#if SDRM_HAVE_FENCE_INLINE_LOCK
	return NULL;
#else
	/* Lies beside the fence, so it lives as long. */
	spin_lock_init(&own->lock);
	return &own->lock;
#endif
}

/* Of all calls on one fence, true for the one that signalled it. */
static inline bool compat_fence_signal(struct dma_fence *fence)
{
	/* The caller holds a reference. */
#if SDRM_HAVE_FENCE_CHECK_AND_SIGNAL
	return !dma_fence_check_and_signal(fence);
#else
	return !dma_fence_signal(fence);
#endif
}

/*
 * For the initialiser of a struct dma_fence_ops, where that has a hook for the
 * deadlines of those who wait.
 */
#define COMPAT_FENCE_HAS_DEADLINES	SDRM_HAVE_FENCE_DEADLINE
#if SDRM_HAVE_FENCE_DEADLINE
#define COMPAT_FENCE_SET_DEADLINE(hook)	.set_deadline = (hook),
#else
#define COMPAT_FENCE_SET_DEADLINE(hook)
#endif

/* To compare with, for a fence whose ops stay. */
static inline const struct dma_fence_ops *
compat_fence_ops(const struct dma_fence *fence)
{
#if SDRM_HAVE_FENCE_DETACH
	/* Compared, not followed. */
	return rcu_access_pointer(fence->ops);
#else
	return fence->ops;
#endif
}

/* --- the DRM driver ----------------------------------------------------------- */

static inline void compat_set_date(struct drm_driver *drm, const char *date)
{
#if SDRM_HAVE_DRM_DRIVER_DATE
	/* Never written to, whatever its type says. */
	drm->date = (char *)date;
#endif
}

#endif /* SDRM_COMPAT_H */
