// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_shared: a driver of several devices whose clients share guarded state, kept
 * buffers and reservations, for races between them. It is built like an abstraction,
 * and contains the library's code that locks several reservations once more, in order
 * to count how often that backs off.
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <sdrm/dma_resv_wrap.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/fence_wrap.h>
#include <sdrm/gem_obj.h>
#include <sdrm/ioctl.h>
#include <sdrm/kept.h>
#include <sdrm/module.h>
#include <sdrm/state.h>
#include "internal.h"
#include "sdrm_shared.h"

#define USECS_MAX 1000

/* -------------------------------------------------------- back-offs, counted */

static atomic_t backoffs;
static unsigned int pause_us;

static int counted_lock(struct dma_resv *resv, struct ww_acquire_ctx *ctx)
{
	int ret;

#ifdef CONFIG_DEBUG_WW_MUTEX_SLOWPATH
	/* Only what happens, not what the kernel does to try it out. */
	ctx->deadlock_inject_countdown = UINT_MAX;
#endif
	ret = dma_resv_lock(resv, ctx);
	if (ret == -EDEADLK)
		atomic_inc(&backoffs);
	else
		udelay(READ_ONCE(pause_us));
	return ret;
}

#define dma_resv_lock counted_lock
#undef EXPORT_SYMBOL_GPL
#define EXPORT_SYMBOL_GPL(name)
#include "dma_resv_wrap.c"
#undef dma_resv_lock

/* -------------------------------------------------------------------- driver */

struct shared_state {
	struct sdrm_state base;
	u32 guarded;
	u32 met;
	u32 inside;
	struct sdrm_kept_gem one;
	struct sdrm_gem_map some;
};

struct shared_device {
	struct sdrm_device base;
	SDRM_GUARDED(shared_state, state);
	struct sdrm_counter counter;
};

struct shared_file {
	struct sdrm_file base;
	SDRM_GUARDED(shared_state, state);
	struct sdrm_counter counter;
};

SDRM_DRIVER_TYPES(shared, shared_device, shared_file);

/* Not atomic, so that an increment would be lost. */
static void count(sdrm_locked struct shared_state *state, struct shared_count *arg)
{
	u32 before = state->guarded;

	state->met += state->inside++;
	udelay(2);
	state->guarded = before + 1;
	state->inside--;
	arg->guarded = state->guarded;
	arg->met = state->met;
}

static int shared_count(const struct shared_device *dev, const struct shared_file *file,
			struct shared_count *arg)
{
	if (arg->where == SHARED_FILE) {
		SDRM_LOCKED(state, file, state);
		count(state, arg);
		arg->unguarded = sdrm_counter_inc(&file->counter);
	} else {
		SDRM_LOCKED(state, dev, state);
		count(state, arg);
		arg->unguarded = sdrm_counter_inc(&dev->counter);
	}
	return 0;
}

/* The rest of SHARED_KEEP and SHARED_ADD, with @bo in a variable of the caller's. */
static int keep(sdrm_locked struct shared_state *state, struct sdrm_gem *bo,
		struct shared_keep *arg)
{
	if (arg->op == SHARED_KEEP) {
		sdrm_kept_gem_swap(&state->base, &state->one, bo);
		arg->id = !sdrm_is_err(bo);
		return 0;
	}
	return sdrm_gem_map_add(&state->base, &state->some, sdrm_gem_move(bo),
				SHARED_BUFFERS, &arg->id);
}

static struct sdrm_gem take(sdrm_locked struct shared_state *state,
			    const struct shared_keep *arg)
{
	switch (arg->op) {
	case SHARED_TAKE:
		return sdrm_kept_gem_take(&state->one);
	case SHARED_TAKE_ID:
		return sdrm_gem_map_take(&state->some, arg->id);
	default:
		return sdrm_gem_map_get(&state->some, arg->id);
	}
}

static struct sdrm_gem take_from(const struct shared_device *dev,
				 const struct shared_file *file,
				 const struct shared_keep *arg)
{
	if (arg->where == SHARED_FILE) {
		SDRM_LOCKED(state, file, state);
		return take(state, arg);
	}
	SDRM_LOCKED(state, dev, state);
	return take(state, arg);
}

static int shared_keep(const struct shared_device *dev, const struct shared_file *file,
		       struct shared_keep *arg)
{
	if (arg->op != SHARED_KEEP && arg->op != SHARED_ADD) {
		SDRM_OWN(gem, taken, take_from(dev, file, arg));
		if (sdrm_is_err(taken))
			return sdrm_err(taken);
		/* Use it: it has to be there. */
		SDRM_OWN(resv, resv, sdrm_resv_lock(taken));
		return sdrm_resv_is_idle(resv, SDRM_WRITE) ? 0 : -EBUSY;
	}

	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
	if (arg->where == SHARED_FILE) {
		SDRM_LOCKED(state, file, state);
		return keep(state, bo, arg);
	}
	SDRM_LOCKED(state, dev, state);
	return keep(state, bo, arg);
}

/* Whoever has all of the locks finds no fence, or two have the same. */
static int shared_lock(const struct shared_device *dev, const struct shared_file *file,
		       struct shared_lock *arg)
{
	if (arg->usecs > USECS_MAX)
		return -EINVAL;
	WRITE_ONCE(pause_us, arg->usecs);

	SDRM_OWN(gem_list, list,
		 sdrm_gem_list_lookup_user(&file->base, arg->handles, arg->count,
					   SHARED_BUFFERS));
	if (sdrm_is_err(list))
		return sdrm_err(list);
	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(list));
	sdrm_for_each_resv(resv, locks) {
		if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
			return -EBUSY;
	}
	SDRM_OWN(resv_slots, slots, sdrm_resv_list_reserve(locks));
	if (sdrm_is_err(slots))
		return sdrm_err(slots);
	sdrm_for_each_resv(resv, locks)
		sdrm_resv_list_add(resv, slots, fence, SDRM_WRITE);
	udelay(arg->usecs);
	sdrm_fence_signal(sdrm_fence_move(fence));
	arg->backoffs = atomic_read(&backoffs);
	return 0;
}

static int shared_unplug(const struct shared_device *dev,
			 const struct shared_file *file, __u32 *arg)
{
	sdrm_device_unplug(&dev->base);
	return 0;
}

SDRM_IOCTL_DEFINE(shared, DRM_IOCTL_SHARED_COUNT, shared_count, struct shared_count);
SDRM_IOCTL_DEFINE(shared, DRM_IOCTL_SHARED_KEEP, shared_keep, struct shared_keep);
SDRM_IOCTL_DEFINE(shared, DRM_IOCTL_SHARED_LOCK, shared_lock, struct shared_lock);
SDRM_IOCTL_DEFINE(shared, DRM_IOCTL_SHARED_UNPLUG, shared_unplug, __u32);

static const struct shared_ioctl shared_ioctls[] = {
	SDRM_IOCTL(shared, DRM_IOCTL_SHARED_COUNT, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(shared, DRM_IOCTL_SHARED_KEEP, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(shared, DRM_IOCTL_SHARED_LOCK, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(shared, DRM_IOCTL_SHARED_UNPLUG, SDRM_RENDER_ALLOW),
};

static const struct shared_driver shared_driver = {
	.name		= "sdrm_shared",
	.desc		= "Shared state for races",
	.date		= "20261127",
	.ioctls		= SDRM_IOCTLS(shared_ioctls),
	.gem		= &sdrm_gem_shmem,
	.timeline	= "shared",
};

SDRM_PARAM_UINT(devices, SHARED_DEVICES, 1, SHARED_DEVICES, "Number of devices");

sdrm_module_devices(shared, shared_driver, devices, SHARED_DEVICES);

MODULE_DESCRIPTION("A driver whose clients share state, for races");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
