/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_FENCE_WRAP_H
#define SDRM_FENCE_WRAP_H

#include <sdrm/own.h>
#include <linux/dma-fence.h>

/**
 * DOC: fence
 *
 * A fence has one who may signal it and many who may wait for it, and these are
 * two types. struct sdrm_fence is the one who may signal: dropping it signals,
 * so a waiter never hangs on a driver's error path. struct sdrm_fence_ref is a
 * plain reference: it can wait and cannot signal.
 *
 * Each fence is a timeline of its own. (On a shared one, a reservation would
 * take a later fence to imply the earlier ones and drop them.)
 *
 * A fence may outlive everything: files, device and driver. What it still
 * needs then is its source.
 */

/*
 * A fence source is what fences say of themselves, for as long as there are
 * any.
 *
 * It holds copies of the driver's and the timeline's name, and keeps this library
 * loaded. A fence holds its source; so does the device. No pointer into the
 * driver's module is left in a fence, so the driver may be unloaded while
 * sync_files, other drivers' reservations or pollers still hold its fences.
 */
struct sdrm_fence_source;

struct sdrm_fence_obj;

/**
 * struct sdrm_fence - owns the right and the duty to signal a fence
 *
 * Made by sdrm_fence_create() or sdrm_fence_table_take(), consumed by
 * sdrm_fence_signal() or sdrm_fence_table_add(). The end of the scope signals.
 */
struct sdrm_fence {
	/* private: */
	struct sdrm_fence_obj *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

/**
 * struct sdrm_fence_ref - owns a reference to a fence that someone else signals
 *
 * Made by sdrm_fence_get(), sdrm_timeline_add() or sdrm_sync_file_fence(); the
 * end of the scope puts it.
 */
struct sdrm_fence_ref {
	/* private: */
	struct dma_fence *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

/* Any reference may be put from any context. */
__SDRM_DEFINE_OWNER(fence_ref, dma_fence_put)
#define __SDRM_DROP_fence_ref __sdrm_fence_ref_drop

int __must_check sdrm_fence_wait(const struct sdrm_fence_ref *ref,
				 unsigned int timeout_ms)
	__sdrm_must_hold(ref->__sdrm_checked)
	__sdrm_must_not_hold(__sdrm_resv_locked);

struct sdrm_fence_obj *__sdrm_fence_create(struct sdrm_fence_source *source);
void __sdrm_fence_release(struct sdrm_fence_obj *obj);
__SDRM_DEFINE_OWNER(fence, __sdrm_fence_release)
#define __SDRM_DROP_fence __sdrm_fence_drop

/**
 * sdrm_fence_create() - make an unsignalled fence on a timeline of its own
 * @source: what it says of itself, borrowed; the fence takes a reference
 *
 * The memory is accounted to the calling process.
 *
 * Context: process, may sleep; a reservation may be locked.
 * Return: the fence, owned; -ENOMEM; -EINVAL if there is no source, because
 * the driver's description names no timeline.
 * Contract: dma_fence_init(), drivers/dma-buf/dma-fence.c.
 */
static __always_inline struct sdrm_fence __must_check
sdrm_fence_create(struct sdrm_fence_source *source)
{
	struct sdrm_fence_obj *obj = __sdrm_fence_create(source);

	/* A fence or an error pointer: ours says so. */
	__sdrm_promised(obj);
	return (struct sdrm_fence){ .__sdrm_ptr = obj };
}

/**
 * sdrm_fence_signal() - signal a fence, with status 1, and let go of it
 * @fence: the fence, consumed; does nothing if it holds an error or is empty
 *
 * Wakes everybody who waits, in the caller's context.
 *
 * Context: any, as far as the fence's callbacks go; no lock held that one of
 * them might take.
 */
static __always_inline void sdrm_fence_signal(struct sdrm_fence fence)
{
	if (!IS_ERR_OR_NULL(fence.__sdrm_ptr))
		__sdrm_fence_release(fence.__sdrm_ptr);
}

/* The dma_fence is the first member of the object; sdrm_fence_obj_of() asserts it. */
static __always_inline struct dma_fence *
__sdrm_fence_base(const struct sdrm_fence *fence)
{
	return (struct dma_fence *)__sdrm_held(fence);
}

/**
 * sdrm_fence_get() - a reference for someone who will wait
 * @fence: the fence, borrowed
 *
 * Context: any.
 * Return: the reference, owned. Cannot fail.
 */
static __always_inline struct sdrm_fence_ref __must_check
sdrm_fence_get(const struct sdrm_fence *fence)
	__sdrm_must_hold(fence->__sdrm_checked)
{
	struct dma_fence *base = __sdrm_fence_base(fence);

	/* Checked: @fence's annotation. */
	__sdrm_promised(!IS_ERR_OR_NULL(base));
	/* The signaller's own reference keeps the count above zero. */
	return (struct sdrm_fence_ref){ .__sdrm_ptr = dma_fence_get(base) };
}

/**
 * sdrm_fence_is_signaled() - has the fence been signalled?
 * @ref: the reference, borrowed
 *
 * Context: any.
 * Return: true once it has been, and for ever after.
 */
static __always_inline bool __must_check
sdrm_fence_is_signaled(const struct sdrm_fence_ref *ref)
	__sdrm_must_hold(ref->__sdrm_checked)
{
	/* The reference keeps the fence; no lock is needed. */
	return dma_fence_is_signaled(__sdrm_held(ref));
}

#endif /* SDRM_FENCE_WRAP_H */
