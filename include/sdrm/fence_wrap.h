/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_FENCE_WRAP_H
#define SDRM_FENCE_WRAP_H

#include <sdrm/kept.h>
#include <sdrm/own.h>
#include <linux/dma-fence.h>

/**
 * DOC: fence
 *
 * A fence has exactly one signaller and any number of waiters; the two roles are
 * separate types. struct sdrm_fence is the signaller: dropping it signals, so that
 * no waiter hangs because of a driver's error path. struct sdrm_fence_ref is a
 * waiter's reference, which cannot signal.
 *
 * Each fence has its own fence context. (In a shared one a reservation would take
 * a later fence to imply the earlier ones, and drop those.)
 *
 * A fence may outlive its file, its device and its driver. All it needs then is
 * its source.
 */

/*
 * A fence source provides the driver and timeline names of its fences and lives
 * as long as any of them.
 *
 * It holds copies of the names and a reference to this library's module. Each
 * fence holds a reference to it, as does the device. A fence contains no pointer
 * into the driver's module, so the driver may be unloaded while sync_files, other
 * drivers' reservations or pollers still hold its fences.
 */
struct sdrm_fence_source;

struct sdrm_fence_obj;

/**
 * struct sdrm_fence - the signalling side of a fence, which signals exactly once
 *
 * Made by sdrm_fence_create() or sdrm_fence_table_take(), consumed by
 * sdrm_fence_signal() or sdrm_fence_table_add(). Signalled at the end of the
 * scope.
 */
struct sdrm_fence {
	/* private: */
	struct sdrm_fence_obj *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

/**
 * struct sdrm_fence_ref - owns a waiter's reference to a fence
 *
 * Made by sdrm_fence_get(), sdrm_timeline_add() or sdrm_sync_file_fence(); put at
 * the end of the scope.
 */
struct sdrm_fence_ref {
	/* private: */
	struct dma_fence *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

/* A reference may be put in any context. */
__SDRM_DEFINE_OWNER(fence_ref, dma_fence_put)
#define __SDRM_DROP_fence_ref __sdrm_fence_ref_drop
__SDRM_DEFINE_KEPT(fence_ref, dma_fence_get, dma_fence_put)

int __must_check sdrm_fence_wait(const struct sdrm_fence_ref *ref,
				 unsigned int timeout_ms)
	__sdrm_must_hold(ref->__sdrm_checked)
	__sdrm_above_file;

struct sdrm_fence_obj *__sdrm_fence_create(struct sdrm_fence_source *source);
void __sdrm_fence_release(struct sdrm_fence_obj *obj);
__SDRM_DEFINE_OWNER(fence, __sdrm_fence_release)
#define __SDRM_DROP_fence __sdrm_fence_drop

/**
 * sdrm_fence_create() - create an unsignalled fence in its own fence context
 * @source: its fence source, borrowed; the fence takes a reference
 *
 * Memory is charged to the caller's memory cgroup.
 *
 * Context: process, may sleep; a reservation may be locked.
 * Return: the fence, owned; -ENOMEM; -EINVAL if @source is NULL because the
 * driver's description has no timeline.
 * Contract: dma_fence_init(), drivers/dma-buf/dma-fence.c.
 */
static __always_inline struct sdrm_fence __must_check
sdrm_fence_create(struct sdrm_fence_source *source)
{
	struct sdrm_fence_obj *obj = __sdrm_fence_create(source);

	return (struct sdrm_fence){ .__sdrm_ptr = obj };
}

/**
 * sdrm_fence_signal() - signal a fence with status 1 and drop it
 * @fence: the fence, consumed; does nothing if it holds an error
 *
 * Wakes all waiters and runs the fence's callbacks in the caller's context.
 *
 * Context: any; no lock held that a fence's callback might take.
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
 * sdrm_fence_get() - get a reference for a waiter
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

	/* The signaller's reference keeps the count above zero. */
	return (struct sdrm_fence_ref){ .__sdrm_ptr = dma_fence_get(base) };
}

/**
 * sdrm_fence_is_signaled() - has the fence been signalled?
 * @ref: the reference, borrowed
 *
 * Context: any.
 * Return: true if it has been; it then stays signalled.
 */
static __always_inline bool __must_check
sdrm_fence_is_signaled(const struct sdrm_fence_ref *ref)
	__sdrm_must_hold(ref->__sdrm_checked)
{
	/* The reference keeps the fence alive; no lock is needed. */
	return dma_fence_is_signaled(__sdrm_held(ref));
}

#endif /* SDRM_FENCE_WRAP_H */
