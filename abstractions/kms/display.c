// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_drv.h>
#include <drm/drm_managed.h>
#include <drm/drm_mode_config.h>
#include <drm/drm_modeset_lock.h>
#include <drm/drm_print.h>
#include <drm/drm_probe_helper.h>
#include <drm/drm_vblank.h>
#include "kms.h"

/* --- the mode objects -------------------------------------------------------------------- */

static const struct drm_mode_config_funcs config_funcs = {
	.fb_create = kms_framebuffer_create,
	.atomic_check = drm_atomic_helper_check,
	.atomic_commit = drm_atomic_helper_commit,
};

/* In the order of drm_atomic_helper_commit_tail(). */
static void commit_tail(struct compat_atomic_state *state)
{
	struct drm_device *drm = state->dev;

	drm_atomic_helper_commit_modeset_disables(drm, state);
	drm_atomic_helper_commit_planes(drm, state, 0);
	drm_atomic_helper_commit_modeset_enables(drm, state);
	drm_atomic_helper_fake_vblank(state);
	drm_atomic_helper_commit_hw_done(state);
	/* Frames hold what the worker reads, so nothing waits for the worker. */
	drm_atomic_helper_wait_for_flip_done(drm, state);
	drm_atomic_helper_cleanup_planes(drm, state);
}

static const struct drm_mode_config_helper_funcs config_helper_funcs = {
	.atomic_commit_tail = commit_tail,
};

static int config_init(struct drm_device *drm)
{
	struct drm_mode_config *config = &drm->mode_config;
	/* Before anything that is cleaned up with it. */
	int ret = drmm_mode_config_init(drm);

	if (ret)
		return ret;
	config->funcs = &config_funcs;
	config->helper_private = &config_helper_funcs;
	config->min_width = 1;
	config->min_height = 1;
	config->max_width = SDRM_FRAME_MAX;
	config->max_height = SDRM_FRAME_MAX;
	config->cursor_width = KMS_CURSOR_SIZE;
	config->cursor_height = KMS_CURSOR_SIZE;
	return 0;
}

static int plane_init(struct sdrm_display *display, const struct sdrm_setup *setup,
		      unsigned int i)
{
	static const enum drm_plane_type types[] = {
		[SDRM_PLANE_PRIMARY] = DRM_PLANE_TYPE_PRIMARY,
		[SDRM_PLANE_OVERLAY] = DRM_PLANE_TYPE_OVERLAY,
		[SDRM_PLANE_CURSOR] = DRM_PLANE_TYPE_CURSOR,
	};
	const struct kms_plane_wanted *wanted = &setup->planes[i];

	return kms_plane_init(&display->dev->__sdrm_priv.drm, &display->planes[i],
			      wanted->crtcs, types[wanted->type], wanted->formats,
			      wanted->num_formats);
}

/* In the order in which they are blended: cursors last. */
static int planes_init(struct sdrm_display *display, const struct sdrm_setup *setup)
{
	static const enum sdrm_plane_type order[] = {
		SDRM_PLANE_PRIMARY, SDRM_PLANE_OVERLAY, SDRM_PLANE_CURSOR,
	};
	unsigned int at, i;
	int ret = 0;

	for (at = 0; at < ARRAY_SIZE(order); at++) {
		for (i = 0; !ret && i < setup->num_planes; i++) {
			if (setup->planes[i].type == order[at])
				ret = plane_init(display, setup, i);
		}
	}
	return ret;
}

static int crtc_init(struct sdrm_display *display, const struct sdrm_setup *setup,
		     unsigned int i)
{
	struct drm_device *drm = &display->dev->__sdrm_priv.drm;
	const struct kms_crtc_wanted *wanted = &setup->crtcs[i];
	struct kms_crtc *crtc = &display->crtcs[i];
	struct drm_plane *cursor = NULL;
	int ret;

	if (wanted->cursor)
		cursor = &display->planes[wanted->cursor - setup->planes];
	if (wanted->connector)
		crtc->connector = &display->connectors[wanted->connector -
						       setup->connectors];
	crtc->writeback.formats = wanted->writeback_formats;
	crtc->writeback.num_formats = wanted->num_writeback_formats;

	ret = kms_worker_init(crtc);
	if (!ret)
		ret = kms_crtc_init(drm, crtc,
				    &display->planes[wanted->primary - setup->planes],
				    cursor);
	return ret;
}

/* What the CRTCs, which are there, may feed. */
static int connectors_init(struct sdrm_display *display, const struct sdrm_setup *setup)
{
	struct drm_device *drm = &display->dev->__sdrm_priv.drm;
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < display->num_encoders; i++)
		ret = kms_encoder_init(drm, &display->encoders[i], setup->encoders[i]);
	for (i = 0; !ret && i < display->num_connectors; i++)
		ret = kms_connector_init(drm, &display->connectors[i],
					 &setup->connectors[i]);
	for (i = 0; !ret && i < display->num_crtcs; i++) {
		if (setup->crtcs[i].writeback_formats)
			ret = kms_writeback_init(drm, &display->crtcs[i]);
	}
	return ret;
}

/* NULL or an error is none. */
static void put_fences(struct sdrm_adopted_source *source)
{
	/* Fences have their own references. */
	if (!IS_ERR_OR_NULL(source))
		sdrm_fence_source_put(&source->base);
}

/*
 * The last reference to the device was put, or it was never registered. The only place
 * where anything is freed: first what can still run, then what it may use. The mode
 * configuration is cleaned up after this.
 */
static void release(struct drm_device *drm, void *unused)
{
	struct sdrm_display *display = kms_display(drm);
	struct kms_crtc *crtc;
	unsigned int i;

	for (i = 0; i < display->num_crtcs; i++) {
		crtc = &display->crtcs[i];
		/* It is off, if it ever was on. */
		kms_vblank_stop(&crtc->vblank);
		kms_worker_destroy(crtc);
	}
	/* Jobs that are done are cleaned up by a work item of the core's. */
	wait_var_event(&display->framebuffers, !atomic_read(&display->framebuffers));
	for (i = 0; i < display->num_crtcs; i++) {
		crtc = &display->crtcs[i];
		put_fences(crtc->fences);
		put_fences(crtc->writeback.fences);
	}
}

/* All of it is the device's, and freed last. Nothing has been shared yet. */
static struct sdrm_display *create(struct sdrm_device *dev, const struct sdrm_setup *setup)
{
	struct drm_device *drm = &dev->__sdrm_priv.drm;
	struct sdrm_display *display = drmm_kzalloc(drm, sizeof(*display), GFP_KERNEL);
	unsigned int i;

	if (!display)
		return NULL;
	display->crtcs = drmm_kcalloc(drm, setup->num_crtcs, sizeof(*display->crtcs),
				      GFP_KERNEL);
	display->planes = drmm_kcalloc(drm, setup->num_planes, sizeof(*display->planes),
				       GFP_KERNEL);
	display->encoders = drmm_kcalloc(drm, setup->num_encoders,
					 sizeof(*display->encoders), GFP_KERNEL);
	display->connectors = drmm_kcalloc(drm, setup->num_connectors,
					   sizeof(*display->connectors), GFP_KERNEL);
	if (!display->crtcs || !display->planes || !display->encoders ||
	    !display->connectors)
		return NULL;
	display->dev = dev;
	display->driver = dev->__sdrm_priv.driver->display;
	display->num_crtcs = setup->num_crtcs;
	display->num_planes = setup->num_planes;
	display->num_encoders = setup->num_encoders;
	display->num_connectors = setup->num_connectors;
	mutex_init(&display->map_lock);
	INIT_DELAYED_WORK(&display->wake, kms_crc_wake);
	for (i = 0; i < display->num_crtcs; i++) {
		display->crtcs[i].display = display;
		kms_vblank_init(&display->crtcs[i].vblank);
	}
	return display;
}

/* The core has no way to tell that memory was short. */
static int reset(struct drm_device *drm)
{
	struct drm_connector_list_iter at;
	struct drm_connector *connector;
	struct drm_plane *plane;
	struct drm_crtc *crtc;
	bool complete = true;

	drm_mode_config_reset(drm);
	drm_for_each_plane(plane, drm)
		complete &= !!plane->state;
	drm_for_each_crtc(crtc, drm)
		complete &= !!crtc->state;
	drm_connector_list_iter_begin(drm, &at);
	drm_for_each_connector_iter(connector, &at)
		complete &= !!connector->state;
	drm_connector_list_iter_end(&at);
	return complete ? 0 : -ENOMEM;
}

static int make(struct sdrm_device *dev, const struct sdrm_setup *setup)
{
	struct drm_device *drm = &dev->__sdrm_priv.drm;
	/* Freed after the mode configuration, which is cleaned up after release(). */
	struct sdrm_display *display = create(dev, setup);
	unsigned int i;
	int ret;

	if (!display)
		return -ENOMEM;
	dev->__sdrm_priv.display = display;
	ret = config_init(drm);
	/* Before release() is known, so that it ends after it. */
	if (!ret)
		ret = drm_vblank_init(drm, display->num_crtcs);
	/* On an error, too, it calls release(), to which what is not there yet is NULL. */
	if (!ret)
		ret = drmm_add_action_or_reset(drm, release, NULL);
	if (!ret)
		ret = planes_init(display, setup);
	for (i = 0; !ret && i < display->num_crtcs; i++)
		ret = crtc_init(display, setup, i);
	if (!ret)
		ret = connectors_init(display, setup);
	/* All objects are there; each has a .reset that makes its first state. */
	return ret ?: reset(drm);
}

/* --- when sdrm.ko calls ------------------------------------------------------------------ */

static void describe(struct drm_driver *drm)
{
	drm->driver_features &= ~(u32)DRIVER_RENDER;
	drm->driver_features |= DRIVER_MODESET | DRIVER_ATOMIC;
	compat_console_describe(drm);
}

/*
 * Return: 0; -EINVAL if what describes it asked for what cannot be; -ENOMEM; any error of
 * the DRM core's init functions.
 */
static int build(struct sdrm_device *dev, const struct __sdrm_described *by)
{
	struct drm_device *drm = &dev->__sdrm_priv.drm;
	/* Large for the stack. Borrowed by the callback. */
	struct sdrm_setup *setup = drmm_kzalloc(drm, sizeof(*setup), GFP_KERNEL);
	int ret;

	if (!setup)
		return -ENOMEM;
	if (by)
		by->setup(by, setup);
	else
		dev->__sdrm_priv.driver->display->setup(dev, setup);
	kms_setup_check(setup);
	if (setup->wrong) {
		/* No bug of anything in the kernel, if it is user space's. */
		if (by)
			drm_info(drm, "its configuration has %s\n", setup->wrong);
		else
			drm_err(drm, "the driver's setup has %s\n", setup->wrong);
		return -EINVAL;
	}
	ret = make(dev, setup);
	if (!ret)
		dev->__sdrm_priv.display->setup = setup;
	return ret;
}

static void announce(struct sdrm_device *dev)
{
	compat_console_setup(&dev->__sdrm_priv.drm);
}

static void go(struct sdrm_device *dev)
{
	/* Cancelled by gone(). */
	schedule_delayed_work(&dev->__sdrm_priv.display->wake, 0);
}

struct switching_off {
	struct work_struct work;
	struct sdrm_display *display;
};

/*
 * Ends every commit, sends every event, and stops the timers, for good. In a worker, which
 * nobody can kill and whose memory is in no cgroup: it must not fail.
 */
static void switch_off(struct work_struct *work)
{
	struct sdrm_display *display = container_of(work, struct switching_off, work)->display;
	struct drm_device *drm = &display->dev->__sdrm_priv.drm;
	struct drm_modeset_acquire_ctx ctx;
	int ret;

	do {
		DRM_MODESET_LOCK_ALL_BEGIN(drm, ctx, 0, ret);
		ret = drm_atomic_helper_disable_all(drm, &ctx);
		/* Whoever commits holds a CRTC's lock and sees this; so does the worker. */
		WRITE_ONCE(display->gone, ret != -ENOMEM);
		DRM_MODESET_LOCK_ALL_END(drm, ctx, ret);
		if (ret)
			msleep(20);
	} while (ret == -ENOMEM);
	if (ret)
		drm_err(drm, "cannot switch off the display: %d\n", ret);
}

static void gone(struct sdrm_device *dev)
{
	struct sdrm_display *display = dev->__sdrm_priv.display;
	struct switching_off off = { .display = display };
	struct kms_crtc *crtc;
	unsigned int i;

	/* From go(). Whoever read a CRC has been woken: debugfs waited for that. */
	cancel_delayed_work_sync(&display->wake);
	INIT_WORK_ONSTACK(&off.work, switch_off);
	schedule_work(&off.work);
	flush_work(&off.work);
	destroy_work_on_stack(&off.work);
	for (i = 0; i < display->num_crtcs; i++) {
		crtc = &display->crtcs[i];
		kms_vblank_stop(&crtc->vblank);
		/* The frame callback ends, unless it is the caller, and does not come again. */
		if (current_work() != &crtc->work)
			flush_workqueue(crtc->queue);
	}
}

static void begin(struct sdrm_setup *setup, u32 part)
{
	setup->part = part;
}

/* The connectors of a part, in the order in which they were named. */
static void set_connectors(struct sdrm_display *display, const struct sdrm_setup *setup,
			   u32 part)
{
	unsigned int i, n = 0;

	for (i = 0; i < display->num_connectors && n < setup->num_connectors; i++) {
		if (display->connectors[i].part == part)
			kms_connector_set(&display->connectors[i],
					  setup->connectors[n++].status);
	}
}

static int changed(struct sdrm_device *dev, const struct __sdrm_described *by, u32 part)
{
	struct sdrm_display *display = dev->__sdrm_priv.display;
	struct drm_device *drm = &dev->__sdrm_priv.drm;
	struct sdrm_setup *setup = display->setup;
	int at;

	/* As in build(). The caller has a lock. */
	memset(setup, 0, sizeof(*setup));
	by->setup(by, setup);
	if (setup->wrong)
		return -EINVAL;
	set_connectors(display, setup, part);
	/* Its nodes may go meanwhile, by sdrm_device_unplug(). */
	if (drm_dev_enter(drm, &at)) {
		drm_kms_helper_hotplug_event(drm);
		drm_dev_exit(at);
	}
	return 0;
}

const struct __sdrm_display_ops __sdrm_kms_ops = {
	.describe = describe,
	.build = build,
	.announce = announce,
	.go = go,
	.gone = gone,
	.begin = begin,
	.changed = changed,
};
EXPORT_SYMBOL_GPL(__sdrm_kms_ops);
