/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_COMPAT_H
#define SDRM_COMPAT_H

/*
 * Differences between the kernels that this library supports, each behind one
 * name: the only file with conditional compilation, but for that of the same name in
 * kms/. scripts/probe tests each feature on the kernel headers and writes it to
 * sdrm-config.h as 0 or 1; docs/kernels.md lists which kernel has which feature and
 * explains how to add one.
 */

#include <linux/dma-fence.h>
#include <linux/err.h>
#include <linux/spinlock.h>
#include <drm/drm_drv.h>
#include <drm/drm_ioctl.h>
#include <sdrm-config.h>

/* --- the parent of a virtual device: a faux device, or a platform device ---- */

#if SDRM_HAVE_FAUX_DEVICE
#include <linux/device/faux.h>

static inline struct device *compat_parent_register(const char *name)
{
	/* NULL, whatever failed; in-tree drivers return -ENODEV for that. */
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

/* A driver of that name would be bound to it; of this one there is none. */
static inline int compat_parent_keep_unbound(struct platform_device *pdev)
{
	static const char none[] = "(none)";

	/* Not added yet; freed with the device. */
#if SDRM_HAVE_DEVICE_DRIVER_OVERRIDE
	return device_set_driver_override(&pdev->dev, none);
#else
	return driver_set_override(&pdev->dev, &pdev->driver_override, none, strlen(none));
#endif
}

static inline struct device *compat_parent_register(const char *name)
{
	/* Copies the name. */
	struct platform_device *pdev = platform_device_alloc(name, PLATFORM_DEVID_NONE);
	int ret;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	ret = compat_parent_keep_unbound(pdev);
	/* Unregistered by compat_parent_unregister(). */
	if (!ret)
		ret = platform_device_add(pdev);
	if (!ret)
		return &pdev->dev;
	/* As the documentation of platform_device_add() has it. */
	platform_device_put(pdev);
	return ERR_PTR(ret);
}

static inline void compat_parent_unregister(struct device *dev)
{
	/* @dev came from compat_parent_register(), above. */
	platform_device_unregister(to_platform_device(dev));
}
#endif

/* --- fences ------------------------------------------------------------------ */

/*
 * Does signalling a fence detach it from its ops, if those have neither .release
 * nor .wait? If so, the module that created it may be unloaded one grace period
 * later, otherwise only after the fence is freed.
 */
#define COMPAT_FENCE_DETACHES	SDRM_HAVE_FENCE_DETACH

/* The lock of a fence, where struct dma_fence does not contain one. */
struct compat_fence_lock {
#if !SDRM_HAVE_FENCE_INLINE_LOCK
	spinlock_t lock;	/* &dma_fence.lock */
#endif
};

/* For dma_fence_init(), where NULL selects the lock in struct dma_fence. */
static inline spinlock_t *compat_fence_lock_init(struct compat_fence_lock *own)
{
#if SDRM_HAVE_FENCE_INLINE_LOCK
	return NULL;
#else
	/* In the same object as the fence, so it lives as long. */
	spin_lock_init(&own->lock);
	return &own->lock;
#endif
}

/* Of a fence whose lock is not its own. */
static inline spinlock_t *compat_fence_lock(struct dma_fence *fence)
{
#if SDRM_HAVE_FENCE_INLINE_LOCK
	return fence->extern_lock;
#else
	return fence->lock;
#endif
}

/* Replace ops and lock of a fence that no one else has seen yet. */
static inline void compat_fence_adopt(struct dma_fence *fence,
				      const struct dma_fence_ops *ops, spinlock_t *lock)
{
	/* Unpublished: no reader, and no one holds the old lock. */
#if SDRM_HAVE_FENCE_INLINE_LOCK
	fence->extern_lock = lock;
#else
	fence->lock = lock;
#endif
#if SDRM_HAVE_FENCE_DETACH
	RCU_INIT_POINTER(fence->ops, ops);
#else
	fence->ops = ops;
#endif
}

/* True if this call signalled the fence, false if it was signalled already. */
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
 * For the initialiser of a struct dma_fence_ops, where that has a hook for
 * deadlines set by waiters.
 */
#define COMPAT_FENCE_HAS_DEADLINES	SDRM_HAVE_FENCE_DEADLINE
#if SDRM_HAVE_FENCE_DEADLINE
#define COMPAT_FENCE_SET_DEADLINE(hook)	.set_deadline = (hook),
#else
#define COMPAT_FENCE_SET_DEADLINE(hook)
#endif

/* For comparison only, of a fence that is not detached from its ops. */
static inline const struct dma_fence_ops *
compat_fence_ops(const struct dma_fence *fence)
{
#if SDRM_HAVE_FENCE_DETACH
	/* Compared, not dereferenced. */
	return rcu_access_pointer(fence->ops);
#else
	return fence->ops;
#endif
}

/* --- ioctls of 32-bit processes on a 64-bit kernel ---------------------------- */

static inline long compat_drm_ioctl(struct file *filp, unsigned int cmd,
				    unsigned long arg)
{
	/* NULL, a macro, without CONFIG_COMPAT. */
	long (*const compat)(struct file *, unsigned int, unsigned long) =
		drm_compat_ioctl;

	/* As &file_operations.compat_ioctl, which calls this. */
	return compat ? compat(filp, cmd, arg) : -ENOTTY;
}

/* --- the DRM driver ----------------------------------------------------------- */

static inline void compat_set_date(struct drm_driver *drm, const char *date)
{
#if SDRM_HAVE_DRM_DRIVER_DATE
	/* The DRM core never writes to it, although it is not const. */
	drm->date = (char *)date;
#endif
}

#endif /* SDRM_COMPAT_H */
