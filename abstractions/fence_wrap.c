// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <sdrm/fence_wrap.h>
#include "internal.h"

/**
 * sdrm_fence_source_create() - create a fence source (internal)
 * @size: size in bytes of the struct whose first member is the source
 * @driver: driver name; copied
 * @timeline: timeline name; copied
 *
 * For abstractions/ and its tests; drivers get the source of their device.
 *
 * Context: process, may sleep.
 * Return: the source, owned, for sdrm_fence_source_put(); ERR_PTR(-ENOMEM).
 */
struct sdrm_fence_source *
sdrm_fence_source_create(size_t size, const char *driver, const char *timeline)
{
	size_t driver_size = strlen(driver) + 1;
	size_t timeline_size = strlen(timeline) + 1;
	struct sdrm_fence_source *source;

	/* Freed one RCU grace period after the last put. */
	source = kzalloc(size + driver_size + timeline_size, GFP_KERNEL_ACCOUNT);
	if (!source)
		return ERR_PTR(-ENOMEM);

	/* Not shared yet; there is room for both strings, measured above. */
	refcount_set(&source->refs, 1);
	source->driver = memcpy((char *)source + size, driver, driver_size);
	source->timeline = memcpy((char *)source + size + driver_size, timeline,
				  timeline_size);
	/* The caller's module uses our symbols, so we are loaded and live. */
	__module_get(THIS_MODULE);
	return source;
}
EXPORT_SYMBOL_GPL(sdrm_fence_source_create);

/**
 * sdrm_fence_source_put() - put a fence source (internal)
 * @source: the creator's reference, consumed; fences keep theirs
 *
 * Context: any, from a module that uses this library.
 */
void sdrm_fence_source_put(struct sdrm_fence_source *source)
{
	/* The caller's reference. */
	if (!refcount_dec_and_test(&source->refs))
		return;

	/* Names are read under RCU. */
	kfree_rcu(source, rcu);
	/*
	 * The reference from sdrm_fence_source_create(), put once, here or in
	 * source_free(). For now the caller's module keeps us loaded; sdrm_exit()
	 * waits for whatever may run our text after that is gone.
	 */
	module_put(THIS_MODULE);
}
EXPORT_SYMBOL_GPL(sdrm_fence_source_put);

static void source_free(struct rcu_head *rcu)
{
	/* The last reference was put a grace period ago: no reader is left. */
	kfree(container_of(rcu, struct sdrm_fence_source, rcu));
	/* As above; sdrm_exit() also waits for this callback. */
	module_put(THIS_MODULE);
}

/**
 * sdrm_fence_source_put_by_fence() - put a fence's reference (internal)
 * @source: the fence's reference, consumed
 *
 * By now only the source may keep us loaded.
 *
 * Context: any, the release of a fence.
 */
void sdrm_fence_source_put_by_fence(struct sdrm_fence_source *source)
{
	/* By RCU: module_put() here might return to text that was unloaded. */
	if (refcount_dec_and_test(&source->refs))
		call_rcu(&source->rcu, source_free);
}

static const char *driver_name(struct dma_fence *fence)
{
	return sdrm_fence_obj_of(fence)->source->driver;
}

static const char *timeline_name(struct dma_fence *fence)
{
	return sdrm_fence_obj_of(fence)->source->timeline;
}

/*
 * For kernels where a fence needs its ops until it is freed. Any context, any lock
 * held: takes no lock, and leaves the rest to RCU.
 */
static void release(struct dma_fence *fence)
{
	struct sdrm_fence_obj *obj = sdrm_fence_obj_of(fence);
	struct sdrm_fence_source *source = obj->source;

	/* dma-fence.h: a fence must be freed after a grace period. */
	kfree_rcu(obj, base.rcu);
	/* No reader of the fence's names outlives the fence. */
	sdrm_fence_source_put_by_fence(source);
}

static const struct dma_fence_ops fence_ops = {
	.get_driver_name = driver_name,
	.get_timeline_name = timeline_name,
	/* The default frees @base, which is the first member of the object. */
	.release = COMPAT_FENCE_DETACHES ? NULL : release,
};

/**
 * sdrm_fence_adopted_source_create() - the source of fences to adopt (internal)
 * @driver: driver name; copied
 * @timeline: timeline name; copied
 *
 * Context: process, may sleep.
 * Return: the source, owned, whose base is for sdrm_fence_source_put(); ERR_PTR(-ENOMEM).
 */
struct sdrm_adopted_source *
sdrm_fence_adopted_source_create(const char *driver, const char *timeline)
{
	struct sdrm_fence_source *base =
		sdrm_fence_source_create(sizeof(struct sdrm_adopted_source), driver,
					 timeline);
	struct sdrm_adopted_source *source;

	if (IS_ERR(base))
		return ERR_CAST(base);
	source = container_of(base, struct sdrm_adopted_source, base);
	/* In the same allocation, and not shared yet. */
	spin_lock_init(&source->lock);
	return source;
}
EXPORT_SYMBOL_GPL(sdrm_fence_adopted_source_create);

static struct sdrm_adopted_source *adopted_source(struct dma_fence *fence)
{
	return container_of(compat_fence_lock(fence), struct sdrm_adopted_source, lock);
}

static const char *adopted_driver_name(struct dma_fence *fence)
{
	return adopted_source(fence)->base.driver;
}

static const char *adopted_timeline_name(struct dma_fence *fence)
{
	return adopted_source(fence)->base.timeline;
}

/* On all kernels: signalling does not say who was first. As release(). */
static void adopted_release(struct dma_fence *fence)
{
	struct sdrm_fence_source *source = &adopted_source(fence)->base;

	/* The core allocated it by itself, as a plain struct dma_fence. */
	dma_fence_free(fence);
	sdrm_fence_source_put_by_fence(source);
}

static const struct dma_fence_ops adopted_ops = {
	.get_driver_name = adopted_driver_name,
	.get_timeline_name = adopted_timeline_name,
	.release = adopted_release,
};

/**
 * sdrm_fence_adopt() - make a fence of the DRM core one of this library's (internal)
 * @fence: an out-fence, borrowed; no one else has seen it yet
 * @source: borrowed; the fence takes a reference
 *
 * The core's ops and lock of an out-fence lie in a CRTC or a connector, which the fence
 * outlives if user space holds a sync_file of it. From here on it needs @source only.
 *
 * Context: process. Between the creation of the fence and the installation of its
 * sync_file.
 * Contract: prepare_signaling(), drivers/gpu/drm/drm_atomic_uapi.c: it creates the
 * fence, which is plain, and only complete_signaling() installs the file.
 */
void sdrm_fence_adopt(struct dma_fence *fence, struct sdrm_adopted_source *source)
{
	/* The core may check a commit more than once. */
	if (compat_fence_ops(fence) == &adopted_ops)
		return;
	/* The caller's borrow keeps the count above zero. */
	refcount_inc(&source->base.refs);
	compat_fence_adopt(fence, &adopted_ops, &source->lock);
}
EXPORT_SYMBOL_GPL(sdrm_fence_adopt);

/* sdrm_fence_create(), with the object itself or an error pointer. */
struct sdrm_fence_obj *__sdrm_fence_create(struct sdrm_fence_source *source)
{
	struct sdrm_fence_obj *obj;

	if (!source)
		return ERR_PTR(-EINVAL);
	/* Freed by release(), or by the kernel if fences detach. */
	obj = kzalloc(sizeof(*obj), GFP_KERNEL_ACCOUNT);
	if (!obj)
		return ERR_PTR(-ENOMEM);

	obj->source = source;
	/* Its own fence context. */
	sdrm_fence_init(&obj->base, &obj->lock, source, &fence_ops,
			dma_fence_context_alloc(1), 1);
	return obj;
}
EXPORT_SYMBOL_GPL(__sdrm_fence_create);

/* Called at the end of an owner's scope, so that no waiter hangs. */
void __sdrm_fence_release(struct sdrm_fence_obj *obj)
{
	/*
	 * The owner's reference is held until the callbacks have run. A detached
	 * fence no longer needs its source; otherwise its release puts that.
	 */
	if (compat_fence_signal(&obj->base) && COMPAT_FENCE_DETACHES)
		sdrm_fence_source_put(obj->source);
	dma_fence_put(&obj->base);
}
EXPORT_SYMBOL_GPL(__sdrm_fence_release);

#define WORKER_TIMEOUT_MS	1000U

/**
 * sdrm_fence_wait() - wait until a fence is signalled
 * @ref: the reference, borrowed
 * @timeout_ms: timeout in milliseconds; above INT_MAX there is none. In a worker, as in
 *              the frame callback of a display, at most 1000: no signal ends it there,
 *              and the device cannot go meanwhile
 *
 * Context: process, may sleep; no lock held that the signaller might take, such as
 * a reservation.
 * Return: 0 if it is signalled, even with an error; -ETIMEDOUT; -ERESTARTSYS if
 * interrupted.
 * Contract: dma_fence_wait_timeout(), drivers/dma-buf/dma-fence.c;
 * msecs_to_jiffies(), include/linux/jiffies.h.
 */
int sdrm_fence_wait(const struct sdrm_fence_ref *ref, unsigned int timeout_ms)
{
	long ret;

	if (current->flags & PF_WQ_WORKER)
		timeout_ms = min(timeout_ms, WORKER_TIMEOUT_MS);
	/* The reference keeps the fence alive. */
	ret = dma_fence_wait_timeout(__sdrm_held(ref), true,
				     msecs_to_jiffies(timeout_ms));
	if (ret < 0)
		return ret;
	return ret ? 0 : -ETIMEDOUT;
}
EXPORT_SYMBOL_GPL(sdrm_fence_wait);
