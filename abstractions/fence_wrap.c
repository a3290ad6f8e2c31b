// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <sdrm/fence_wrap.h>
#include "internal.h"

/**
 * sdrm_fence_source_create() - names for fences, held by them
 * @size: bytes of what the source is the first member of, itself included
 * @driver: driver name; copied
 * @timeline: timeline name; copied
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

	/* Freed a grace period after the last put, whoever's it is. */
	source = kzalloc(size + driver_size + timeline_size, GFP_KERNEL_ACCOUNT);
	if (!source)
		return ERR_PTR(-ENOMEM);

	/* Nobody else has it yet; the strings were measured above. */
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
 * sdrm_fence_source_put() - let go of a fence source
 * @source: the creator's reference, consumed; fences keep theirs
 *
 * Context: any, from a module that uses this library.
 */
void sdrm_fence_source_put(struct sdrm_fence_source *source)
{
	/* The caller's reference: see @source. */
	if (!refcount_dec_and_test(&source->refs))
		return;

	/* Names are read under RCU. */
	kfree_rcu(source, rcu);
	/*
	 * The pin that sdrm_fence_source_create() took, put once, here or in
	 * source_free(). The caller's module keeps us loaded for now; what may
	 * run text of ours after it is gone, sdrm_exit() waits for.
	 */
	module_put(THIS_MODULE);
}
EXPORT_SYMBOL_GPL(sdrm_fence_source_put);

static void source_free(struct rcu_head *rcu)
{
	/* The last reference was put a grace period ago: no reader is left. */
	kfree(container_of(rcu, struct sdrm_fence_source, rcu));
	/* As above, but for this callback: sdrm_exit() waits for it too. */
	module_put(THIS_MODULE);
}

/* A fence's reference. Nothing but the source may keep us loaded by now. */
static void source_put_by_fence(struct sdrm_fence_source *source)
{
	/* By RCU: module_put() from here might return into text that is gone. */
	if (refcount_dec_and_test(&source->refs))
		call_rcu(&source->rcu, source_free);
}

const char *sdrm_fence_driver_name(struct dma_fence *fence)
{
	return sdrm_fence_obj_of(fence)->source->driver;
}

const char *sdrm_fence_timeline_name(struct dma_fence *fence)
{
	return sdrm_fence_obj_of(fence)->source->timeline;
}

/*
 * For kernels where a fence needs its ops until the end. Any context, any lock
 * held: takes none, and leaves the rest to RCU.
 */
void sdrm_fence_obj_release(struct dma_fence *fence)
{
	struct sdrm_fence_obj *obj = sdrm_fence_obj_of(fence);
	struct sdrm_fence_source *source = obj->source;

	/* dma_fence.h: freeing a fence has to wait for a grace period. */
	kfree_rcu(obj, base.rcu);
	/* Readers of the fence's names are there no longer than the fence. */
	source_put_by_fence(source);
}

static const struct dma_fence_ops fence_ops = {
	.get_driver_name = sdrm_fence_driver_name,
	.get_timeline_name = sdrm_fence_timeline_name,
	/* The kernel's default frees @base, and the object starts with it. */
	.release = COMPAT_FENCE_DETACHES ? NULL : sdrm_fence_obj_release,
};

/* sdrm_fence_create(), with the object itself or an error pointer. */
struct sdrm_fence_obj *__sdrm_fence_create(struct sdrm_fence_source *source)
{
	if (!source)
		return ERR_PTR(-EINVAL);
	/* A timeline of its own. */
	return sdrm_fence_obj_create(source, &fence_ops,
				     dma_fence_context_alloc(1), 1) ?:
	       ERR_PTR(-ENOMEM);
}
EXPORT_SYMBOL_GPL(__sdrm_fence_create);

/* What the end of an owner's scope calls: no waiter is left behind. */
void __sdrm_fence_release(struct sdrm_fence_obj *obj)
{
	/*
	 * The owner's reference is held until after the callbacks have run. What
	 * is detached needs its source no more; else release() puts it.
	 */
	if (compat_fence_signal(&obj->base) && COMPAT_FENCE_DETACHES)
		sdrm_fence_source_put(obj->source);
	dma_fence_put(&obj->base);
}
EXPORT_SYMBOL_GPL(__sdrm_fence_release);

/**
 * sdrm_fence_wait() - wait until a fence is signalled
 * @ref: the reference, borrowed
 * @timeout_ms: milliseconds to wait at most; above INT_MAX: without limit
 *
 * Context: process, may sleep; no lock held that the signaller might take, so
 * no reservation either.
 * Return: 0 once it is signalled, even with an error; -ETIMEDOUT; -ERESTARTSYS
 * if a signal came.
 * Contract: dma_fence_wait_timeout(), drivers/dma-buf/dma-fence.c;
 * msecs_to_jiffies(), include/linux/jiffies.h.
 */
int sdrm_fence_wait(const struct sdrm_fence_ref *ref, unsigned int timeout_ms)
{
	/* The reference keeps the fence while we sleep. */
	long ret = dma_fence_wait_timeout(__sdrm_held(ref), true,
					  msecs_to_jiffies(timeout_ms));

	if (ret < 0)
		return ret;
	return ret ? 0 : -ETIMEDOUT;
}
EXPORT_SYMBOL_GPL(sdrm_fence_wait);
