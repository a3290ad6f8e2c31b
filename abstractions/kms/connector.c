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

static struct kms_connector *to_kms_connector(struct drm_connector *base)
{
	return container_of(base, struct kms_connector, base);
}

static int get_modes(struct drm_connector *base)
{
	struct kms_connector *connector = to_kms_connector(base);

	return add_modes(base, connector->width, connector->height);
}

static enum drm_connector_status detect(struct drm_connector *base, bool force)
{
	/* Any of its values. */
	return READ_ONCE(to_kms_connector(base)->status);
}

/* The one in use, if it reaches the CRTC that is wanted, or else the first that does. */
static struct drm_encoder *atomic_best_encoder(struct drm_connector *connector,
					       struct compat_atomic_state *state)
{
	struct drm_connector_state *new =
		drm_atomic_get_new_connector_state(state, connector);
	struct drm_encoder *encoder, *found = NULL;

	drm_connector_for_each_possible_encoder(connector, encoder) {
		if (!(encoder->possible_crtcs & drm_crtc_mask(new->crtc)))
			continue;
		if (!found || encoder == new->best_encoder)
			found = encoder;
	}
	return found;
}

static const struct drm_connector_helper_funcs connector_helper_funcs = {
	.get_modes = get_modes,
	.atomic_best_encoder = atomic_best_encoder,
};

static const struct drm_connector_funcs connector_funcs = {
	.detect = detect,
	.fill_modes = drm_helper_probe_single_connector_modes,
	.destroy = drm_connector_cleanup,
	.reset = drm_atomic_helper_connector_reset,
	.atomic_duplicate_state = drm_atomic_helper_connector_duplicate_state,
	.atomic_destroy_state = drm_atomic_helper_connector_destroy_state,
};

static const struct drm_connector_funcs writeback_funcs = {
	.fill_modes = drm_helper_probe_single_connector_modes,
	.destroy = drm_connector_cleanup,
	.reset = drm_atomic_helper_connector_reset,
	.atomic_duplicate_state = drm_atomic_helper_connector_duplicate_state,
	.atomic_destroy_state = drm_atomic_helper_connector_destroy_state,
};

static const struct drm_encoder_funcs encoder_funcs = {
	.destroy = drm_encoder_cleanup,
};

/* For the CRTCs of the mask @crtcs. */
int kms_encoder_init(struct drm_device *drm, struct drm_encoder *encoder, u32 crtcs)
{
	/* In the display's memory; the mode configuration calls .destroy. */
	int ret = drm_encoder_init(drm, encoder, &encoder_funcs, DRM_MODE_ENCODER_VIRTUAL,
				   NULL);

	if (ret)
		return ret;
	encoder->possible_crtcs = crtcs;
	encoder->possible_clones = drm_encoder_mask(encoder);
	return 0;
}

/* It may be probed at the same time; who changes it tells user space of it. */
void kms_connector_set(struct kms_connector *connector, enum sdrm_status status)
{
	static const enum drm_connector_status as[] = {
		[SDRM_CONNECTED] = connector_status_connected,
		[SDRM_DISCONNECTED] = connector_status_disconnected,
		[SDRM_UNKNOWN] = connector_status_unknown,
	};

	/* Read by detect(). */
	WRITE_ONCE(connector->status, as[status]);
}

/* All encoders are there. */
int kms_connector_init(struct drm_device *drm, struct kms_connector *connector,
		       const struct kms_connector_wanted *wanted)
{
	struct drm_encoder *encoder;
	int ret;

	kms_connector_set(connector, wanted->status);
	connector->part = wanted->part;
	connector->width = wanted->width;
	connector->height = wanted->height;
	/* As an encoder. */
	ret = drm_connector_init(drm, &connector->base, &connector_funcs,
				 DRM_MODE_CONNECTOR_VIRTUAL);
	if (ret)
		return ret;
	/* Not registered yet, so nobody probes it. */
	drm_connector_helper_add(&connector->base, &connector_helper_funcs);
	drm_for_each_encoder_mask(encoder, drm, wanted->encoders) {
		ret = drm_connector_attach_encoder(&connector->base, encoder);
		if (ret)
			return ret;
	}
	return 0;
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

	/* Called as get_modes() is. */
	return crtc->connector ?
	       add_modes(base, crtc->connector->width, crtc->connector->height) :
	       drm_add_modes_noedid(base, SDRM_FRAME_MAX, SDRM_FRAME_MAX);
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

/* All encoders are there. */
int kms_writeback_init(struct drm_device *drm, struct kms_crtc *crtc)
{
	struct kms_writeback *writeback = &crtc->writeback;
	struct drm_encoder *own = &writeback->base.encoder, *encoder;
	unsigned int i;
	int ret;

	/* As kms_connector_init(); the core's encoder funcs clean up its encoder. */
	drm_connector_helper_add(&writeback->base.base, &writeback_helper_funcs);
	ret = drm_writeback_connector_init(drm, &writeback->base, &writeback_funcs,
					   &writeback_encoder_funcs, writeback->formats,
					   writeback->num_formats,
					   drm_crtc_mask(&crtc->base));
	if (ret)
		return ret;

	/* The same CRTC may feed both. Not registered yet, so no one else looks at them. */
	own->possible_clones = drm_encoder_mask(own);
	for (i = 0; i < crtc->display->num_encoders; i++) {
		encoder = &crtc->display->encoders[i];
		if (!(encoder->possible_crtcs & drm_crtc_mask(&crtc->base)))
			continue;
		encoder->possible_clones |= drm_encoder_mask(own);
		own->possible_clones |= drm_encoder_mask(encoder);
	}

	/* Put when the display is released. */
	writeback->fences = sdrm_fence_adopted_source_create(drm->driver->name,
							     writeback->base.timeline_name);
	return PTR_ERR_OR_ZERO(writeback->fences);
}
