// SPDX-License-Identifier: GPL-2.0
/* A mutex is taken in a timer callback. */
#include "raw.h"

#ifdef CORRECT
static DEFINE_SPINLOCK(log_lock);
#else
static DEFINE_MUTEX(log_lock);
#endif
static unsigned int expired;

static void expire(struct timer_list *timer)
{
	struct raw_fence *fence = from_timer(fence, timer, timer);

#ifdef CORRECT
	spin_lock(&log_lock);
#else
	mutex_lock(&log_lock);
#endif
	expired++;
#ifdef CORRECT
	spin_unlock(&log_lock);
#else
	mutex_unlock(&log_lock);
#endif
	dma_fence_signal(&fence->base);
}

int raw_add(struct drm_gem_object *bo, struct dma_fence *fence)
{
	struct raw_fence *raw = container_of(fence, struct raw_fence, base);

	timer_setup(&raw->timer, expire, 0);
	return mod_timer(&raw->timer, jiffies + HZ);
}
