// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_edid.h>
#include <drm/drm_framebuffer.h>
#include <drm/drm_modes.h>
#include <drm/drm_probe_helper.h>
#include <drm/drm_writeback.h>
#include "kms.h"

/* Called by get_modes(), for which the core holds &drm_mode_config.mutex. */
static bool has_mode(const struct drm_connector *connector, u32 width, u32 height)
{
	const struct drm_display_mode *mode;

	list_for_each_entry(mode, &connector->probed_modes, head) {
		if (mode->hdisplay == width && mode->vdisplay == height)
			return true;
	}
	return false;
}

/* The standard modes, and the preferred one, whether it is among them or not. */
static int add_modes(struct drm_connector *connector, u32 width, u32 height)
{
	int count = drm_add_modes_noedid(connector, SDRM_FRAME_MAX, SDRM_FRAME_MAX);
	struct drm_display_mode *mode;

	if (!has_mode(connector, width, height)) {
		/* Owned by the connector. */
		mode = drm_cvt_mode(connector->dev, width, height, 60, false, false, false);
		if (mode) {
			/* That has rounded it down to a multiple of 8. */
			mode->hdisplay = width;
			drm_mode_set_name(mode);
			drm_mode_probed_add(connector, mode);
			count++;
		}
	}
	drm_set_preferred_mode(connector, width, height);
	return count;
}

/* --- what shows the picture: a connector, and an encoder that does nothing ------------- */

static int get_modes(struct drm_connector *base)
{
	struct kms_crtc *crtc = container_of(base, struct kms_crtc, connector);

	return add_modes(base, crtc->width, crtc->height);
}

static const struct drm_connector_helper_funcs connector_helper_funcs = {
	.get_modes = get_modes,
};

static const struct drm_connector_funcs connector_funcs = {
	.fill_modes = drm_helper_probe_single_connector_modes,
	.destroy = drm_connector_cleanup,
	.reset = drm_atomic_helper_connector_reset,
	.atomic_duplicate_state = drm_atomic_helper_connector_duplicate_state,
	.atomic_destroy_state = drm_atomic_helper_connector_destroy_state,
};

static const struct drm_encoder_funcs encoder_funcs = {
	.destroy = drm_encoder_cleanup,
};

int kms_connector_init(struct drm_device *drm, struct kms_crtc *crtc)
{
	/* In the display's memory; the mode configuration calls .destroy of both. */
	int ret = drm_connector_init(drm, &crtc->connector, &connector_funcs,
				     DRM_MODE_CONNECTOR_VIRTUAL);

	if (ret)
		return ret;
	/* Not registered yet, so nobody probes it. */
	drm_connector_helper_add(&crtc->connector, &connector_helper_funcs);

	/* As the connector. */
	ret = drm_encoder_init(drm, &crtc->encoder, &encoder_funcs,
			       DRM_MODE_ENCODER_VIRTUAL, NULL);
	if (ret)
		return ret;
	/* The CRTC is there: kms_crtc_init() came first. */
	crtc->encoder.possible_crtcs = drm_crtc_mask(&crtc->base);
	return drm_connector_attach_encoder(&crtc->connector, &crtc->encoder);
}

/* --- what writes it ------------------------------------------------------------------ */

static struct kms_crtc *crtc_of(struct drm_writeback_connector *base)
{
	return container_of(base, struct kms_crtc, writeback.base);
}

static bool has_format(const struct kms_writeback *writeback, u32 format)
{
	unsigned int i;

	for (i = 0; i < writeback->num_formats; i++) {
		if (writeback->formats[i] == format)
			return true;
	}
	return false;
}

static int writeback_get_modes(struct drm_connector *base)
{
	struct kms_crtc *crtc = crtc_of(drm_connector_to_writeback(base));

	return add_modes(base, crtc->width, crtc->height);
}

/* A buffer of the size of the mode. */
static int writeback_check(struct drm_encoder *encoder, struct drm_crtc_state *crtc_state,
			   struct drm_connector_state *state)
{
	struct drm_writeback_job *job = state->writeback_job;
	struct kms_writeback *writeback;

	if (!job)
		return 0;
	writeback = &crtc_of(job->connector)->writeback;
	/* As for the out-fence of a CRTC. */
	if (job->out_fence)
		sdrm_fence_adopt(job->out_fence, writeback->fences);
	if (!job->fb)
		return 0;
	if (job->fb->width != crtc_state->mode.hdisplay ||
	    job->fb->height != crtc_state->mode.vdisplay ||
	    !has_format(writeback, job->fb->format->format))
		return -EINVAL;
	return 0;
}

static const struct drm_encoder_helper_funcs writeback_encoder_funcs = {
	.atomic_check = writeback_check,
};

static int prepare_job(struct drm_writeback_connector *base, struct drm_writeback_job *core)
{
	struct kms_job *job;
	int ret;

	if (!core->fb)
		return 0;
	/* Charged to who commits; freed by cleanup_job(). */
	job = kzalloc(sizeof(*job), GFP_KERNEL_ACCOUNT);
	if (!job)
		return -ENOMEM;
	INIT_LIST_HEAD(&job->link);
	job->fb = to_kms_framebuffer(core->fb);
	ret = kms_framebuffer_map(job->fb);
	if (ret) {
		kfree(job);
		return ret;
	}
	core->priv = job;
	return 0;
}

/* The job has been signalled, or was never queued. */
static void cleanup_job(struct drm_writeback_connector *base, struct drm_writeback_job *core)
{
	kfree(core->priv);
	core->priv = NULL;
}

/* A commit's tail. From here on the worker owes the core a completion. */
static void writeback_commit(struct drm_connector *connector,
			     struct compat_atomic_state *state)
{
	struct drm_connector_state *new =
		drm_atomic_get_new_connector_state(state, connector);
	struct drm_writeback_connector *base = drm_connector_to_writeback(connector);
	struct kms_crtc *crtc = crtc_of(base);
	struct drm_crtc_state *crtc_state =
		drm_atomic_get_new_crtc_state(state, &crtc->base);
	struct kms_job *job;

	if (!new->writeback_job || !new->writeback_job->fb)
		return;
	job = new->writeback_job->priv;
	/* Complete, and only then published. */
	job->frame = to_kms_crtc_state(crtc_state)->frame;
	refcount_inc(&job->frame->refs);
	drm_writeback_queue_job(base, new);
	kms_worker_write(crtc, job);
}

static const struct drm_connector_helper_funcs writeback_helper_funcs = {
	.get_modes = writeback_get_modes,
	.prepare_writeback_job = prepare_job,
	.cleanup_writeback_job = cleanup_job,
	.atomic_commit = writeback_commit,
};

int kms_writeback_init(struct drm_device *drm, struct kms_crtc *crtc)
{
	struct kms_writeback *writeback = &crtc->writeback;
	u32 clones;
	int ret;

	/* As kms_connector_init(); the core's encoder funcs clean up its encoder. */
	drm_connector_helper_add(&writeback->base.base, &writeback_helper_funcs);
	ret = drm_writeback_connector_init(drm, &writeback->base, &connector_funcs,
					   &writeback_encoder_funcs, writeback->formats,
					   writeback->num_formats,
					   drm_crtc_mask(&crtc->base));
	if (ret)
		return ret;

	/* The same CRTC feeds both. */
	clones = drm_encoder_mask(&crtc->encoder) |
		 drm_encoder_mask(&writeback->base.encoder);
	crtc->encoder.possible_clones = clones;
	writeback->base.encoder.possible_clones = clones;

	/* Put when the display is released. */
	writeback->fences = sdrm_fence_adopted_source_create(drm->driver->name,
							     writeback->base.timeline_name);
	return PTR_ERR_OR_ZERO(writeback->fences);
}
