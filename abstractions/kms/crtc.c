// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_vblank.h>
#include "kms.h"

/* --- its state -------------------------------------------------------------------- */

/* Of duplicate_state() or reset(). No commit has it any more. */
static void destroy_state(struct drm_crtc *crtc, struct drm_crtc_state *base)
{
	struct kms_crtc_state *state = to_kms_crtc_state(base);

	__drm_atomic_helper_crtc_destroy_state(base);
	kms_frame_put(state->frame);
	kfree(state);
}

static struct drm_crtc_state *duplicate_state(struct drm_crtc *crtc)
{
	struct kms_crtc_state *state;

	if (WARN_ON(!crtc->state))
		return NULL;
	/* Freed by destroy_state(). */
	state = kzalloc(sizeof(*state), GFP_KERNEL_ACCOUNT);
	if (!state)
		return NULL;
	/* Its frame is made when it is checked. */
	__drm_atomic_helper_crtc_duplicate_state(crtc, &state->base);
	return &state->base;
}

static void reset(struct drm_crtc *crtc)
{
	/* Freed by destroy_state(). */
	struct kms_crtc_state *state = kzalloc(sizeof(*state), GFP_KERNEL);

	if (crtc->state)
		destroy_state(crtc, crtc->state);
	/* The helper takes NULL for "no memory". */
	__drm_atomic_helper_crtc_reset(crtc, state ? &state->base : NULL);
}

/* --- what a commit does ------------------------------------------------------------- */

static enum drm_mode_status mode_valid(struct drm_crtc *crtc,
				       const struct drm_display_mode *mode)
{
	if (mode->clock <= 0 || !mode->htotal || !mode->vtotal)
		return MODE_CLOCK_RANGE;
	if (mode->flags & DRM_MODE_FLAG_INTERLACE)
		return MODE_NO_INTERLACE;
	if (mode->flags & DRM_MODE_FLAG_DBLSCAN || mode->vscan > 1)
		return MODE_NO_DBLESCAN;
	if (mode->hdisplay > SDRM_FRAME_MAX || mode->vdisplay > SDRM_FRAME_MAX)
		return MODE_VIRTUAL_X;
	if (kms_period(mode) < KMS_PERIOD_MIN)
		return MODE_CLOCK_HIGH;
	return kms_period(mode) > KMS_PERIOD_MAX ? MODE_CLOCK_LOW : MODE_OK;
}

/*
 * Is this DRM_IOCTL_MODE_CURSOR? Clients call it for every movement of a mouse and expect
 * it not to wait for a vblank, for which it may not involve the other planes.
 */
static bool only_cursor(struct drm_crtc_state *new, struct compat_atomic_state *state)
{
	return state->legacy_cursor_update && !drm_atomic_crtc_needs_modeset(new) &&
	       drm_atomic_get_new_plane_state(state, new->crtc->cursor);
}

/* After the planes' checks, so that the frame can be made. */
static int atomic_check(struct drm_crtc *base, struct compat_atomic_state *state)
{
	struct drm_crtc_state *new = drm_atomic_get_new_crtc_state(state, base);
	struct kms_crtc_state *kms_state = to_kms_crtc_state(new);
	struct kms_crtc *crtc = to_kms_crtc(base);
	struct sdrm_frame *frame;
	int ret;

	/* The display was switched off for good, under this CRTC's lock. */
	if (new->active && crtc->display->gone)
		return -ENODEV;

	/* What waits for an out-fence may outlive the CRTC. */
	if (new->event && new->event->base.fence)
		sdrm_fence_adopt(new->event->base.fence, crtc->fences);

	ret = kms_check(new);
	if (ret || !new->active)
		return ret;
	kms_state->cursor_only = only_cursor(new, state);
	if (!kms_state->cursor_only) {
		ret = drm_atomic_add_affected_planes(state, base);
		if (ret)
			return ret;
	}
	frame = kms_frame_create(new);
	if (IS_ERR(frame))
		return PTR_ERR(frame);
	/* Of an earlier check of this state. */
	kms_frame_put(kms_state->frame);
	kms_state->frame = frame;
	if (!kms_state->cursor_only)
		kms_frame_fill(frame, new);
	return 0;
}

/* A commit's tail: its states are there until it is put. */
static void atomic_flush(struct drm_crtc *crtc, struct compat_atomic_state *state)
{
	struct drm_crtc_state *new = drm_atomic_get_new_crtc_state(state, crtc);
	struct kms_crtc_state *kms_state = to_kms_crtc_state(new);
	struct drm_pending_vblank_event *event;

	/* Before the event is armed for the vblank that shows it. */
	if (kms_state->cursor_only)
		kms_worker_publish_cursor(to_kms_crtc(crtc), kms_state->frame,
					  drm_atomic_get_new_plane_state(state, crtc->cursor));
	else
		kms_worker_publish(to_kms_crtc(crtc), kms_state->frame);

	spin_lock_irq(&crtc->dev->event_lock);
	event = new->event;
	new->event = NULL;
	if (event) {
		/* The vblank reference is the event's, and goes with it. */
		if (drm_crtc_vblank_get(crtc))
			drm_crtc_send_vblank_event(crtc, event);
		else
			drm_crtc_arm_vblank_event(crtc, event);
	}
	spin_unlock_irq(&crtc->dev->event_lock);
}

static void atomic_enable(struct drm_crtc *crtc, struct compat_atomic_state *state)
{
	kms_vblank_on(crtc);
	kms_worker_on(to_kms_crtc(crtc));
}

static void atomic_disable(struct drm_crtc *crtc, struct compat_atomic_state *state)
{
	/* Sends the events that were armed. */
	kms_vblank_off(crtc);
}

static const struct drm_crtc_helper_funcs helper_funcs = {
	.mode_valid = mode_valid,
	.atomic_check = atomic_check,
	.atomic_flush = atomic_flush,
	.atomic_enable = atomic_enable,
	.atomic_disable = atomic_disable,
};

static const struct drm_crtc_funcs funcs = {
	.set_config = drm_atomic_helper_set_config,
	.page_flip = drm_atomic_helper_page_flip,
	.destroy = drm_crtc_cleanup,
	.reset = reset,
	.atomic_duplicate_state = duplicate_state,
	.atomic_destroy_state = destroy_state,
	.enable_vblank = kms_vblank_enable,
	.disable_vblank = kms_vblank_disable,
	.get_vblank_timestamp = kms_vblank_timestamp,
	.get_crc_sources = kms_crc_sources,
	.verify_crc_source = kms_crc_verify,
	.set_crc_source = kms_crc_set,
};

int kms_crtc_init(struct drm_device *drm, struct kms_crtc *crtc,
		  struct drm_plane *primary, struct drm_plane *cursor)
{
	/* In the display's memory; cleaned up with the mode configuration. */
	int ret = drm_crtc_init_with_planes(drm, &crtc->base, primary, cursor, &funcs,
					    NULL);

	if (ret)
		return ret;
	/* Not registered yet, so there is no commit. */
	drm_crtc_helper_add(&crtc->base, &helper_funcs);

	/* Put when the display is released. */
	crtc->fences = sdrm_fence_adopted_source_create(drm->driver->name,
							crtc->base.timeline_name);
	return PTR_ERR_OR_ZERO(crtc->fences);
}
