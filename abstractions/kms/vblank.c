// SPDX-License-Identifier: GPL-2.0
#include <linux/math64.h>
#include <drm/drm_crtc.h>
#include <drm/drm_vblank.h>
#include "kms.h"

/* The last vblank that is due. The period is not zero. */
static ktime_t last(const struct kms_vblank *vblank, ktime_t now)
{
	u64 since = ktime_to_ns(ktime_sub(now, vblank->start));

	return ktime_add_ns(vblank->start,
			    div64_u64(since, vblank->period) * vblank->period);
}

/* Hard interrupt. */
static enum hrtimer_restart expired(struct hrtimer *timer)
{
	struct kms_vblank *vblank = container_of(timer, struct kms_vblank, timer);
	struct kms_crtc *crtc = container_of(vblank, struct kms_crtc, vblank);
	enum hrtimer_restart again = HRTIMER_NORESTART;
	unsigned long flags;
	bool enabled;

	spin_lock_irqsave(&vblank->lock, flags);
	enabled = vblank->enabled;
	spin_unlock_irqrestore(&vblank->lock, flags);
	if (!enabled)
		return HRTIMER_NORESTART;

	/* It may disable vblank, and with it this timer, and others may enable it. */
	drm_crtc_handle_vblank(&crtc->base);
	kms_worker_vblank(crtc);

	spin_lock_irqsave(&vblank->lock, flags);
	/* If it was enabled again meanwhile, it is queued and may not be touched. */
	if (vblank->enabled && !hrtimer_is_queued(timer)) {
		hrtimer_forward_now(timer, ns_to_ktime(vblank->period));
		again = HRTIMER_RESTART;
	}
	spin_unlock_irqrestore(&vblank->lock, flags);
	return again;
}

/* Of a CRTC that does not exist yet. */
void kms_vblank_init(struct kms_vblank *vblank)
{
	spin_lock_init(&vblank->lock);
	compat_hrtimer_init(&vblank->timer, expired);
}

/* The CRTC has a mode. A commit's tail: process context, no vblank lock held. */
void kms_vblank_on(struct drm_crtc *crtc)
{
	struct kms_vblank *vblank = &to_kms_crtc(crtc)->vblank;
	const struct drm_display_mode *mode = &crtc->state->adjusted_mode;

	spin_lock_irq(&vblank->lock);
	/* mode_valid saw to it that this is neither 0 nor short. */
	vblank->period = kms_period(mode);
	vblank->start = ktime_get();
	spin_unlock_irq(&vblank->lock);
	drm_crtc_vblank_on(crtc);
}

/* The CRTC has none any more. Likewise. */
void kms_vblank_off(struct drm_crtc *crtc)
{
	drm_crtc_vblank_off(crtc);
	/* Not enabled any more, so it does not restart. Here one may wait for it. */
	hrtimer_cancel(&to_kms_crtc(crtc)->vblank.timer);
}

/* &drm_crtc_funcs.enable_vblank: spinlocks of vblank held, interrupts off. */
int kms_vblank_enable(struct drm_crtc *crtc)
{
	struct kms_vblank *vblank = &to_kms_crtc(crtc)->vblank;

	spin_lock(&vblank->lock);
	vblank->enabled = true;
	/* In phase with those before. */
	hrtimer_start(&vblank->timer,
		      ktime_add_ns(last(vblank, ktime_get()), vblank->period),
		      HRTIMER_MODE_ABS);
	spin_unlock(&vblank->lock);
	return 0;
}

/*
 * &drm_crtc_funcs.disable_vblank: likewise, and the timer's function may be waiting for
 * those locks on another CPU, or be the caller.
 */
void kms_vblank_disable(struct drm_crtc *crtc)
{
	struct kms_vblank *vblank = &to_kms_crtc(crtc)->vblank;

	spin_lock(&vblank->lock);
	vblank->enabled = false;
	hrtimer_try_to_cancel(&vblank->timer);
	spin_unlock(&vblank->lock);
}

/*
 * However the CRTC was left, its timer does not run any more. Of a CRTC whose state was
 * set up by kms_vblank_init(); no lock held.
 */
void kms_vblank_stop(struct kms_vblank *vblank)
{
	spin_lock_irq(&vblank->lock);
	vblank->enabled = false;
	spin_unlock_irq(&vblank->lock);
	hrtimer_cancel(&vblank->timer);
}

/* &drm_crtc_funcs.get_vblank_timestamp: exact, as time alone says when a vblank is. */
bool kms_vblank_timestamp(struct drm_crtc *crtc, int *max_error, ktime_t *time,
			  bool in_irq)
{
	struct kms_vblank *vblank = &to_kms_crtc(crtc)->vblank;
	unsigned long flags;
	bool known;

	spin_lock_irqsave(&vblank->lock, flags);
	known = vblank->period;
	if (known)
		*time = last(vblank, ktime_get());
	spin_unlock_irqrestore(&vblank->lock, flags);
	*max_error = 0;
	return known;
}
