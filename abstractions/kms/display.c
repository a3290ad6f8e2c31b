// SPDX-License-Identifier: GPL-2.0
#include <linux/export.h>
#include <linux/slab.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_drv.h>
#include <drm/drm_managed.h>
#include <drm/drm_mode_config.h>
#include <drm/drm_modeset_lock.h>
#include <drm/drm_print.h>
#include <drm/drm_vblank.h>
#include "kms.h"

/* --- what the driver asks for: <sdrm/kms/setup.h> -------------------------------------- */

struct plane_wanted {
	unsigned int crtc;
	enum sdrm_plane_type type;
	const u32 *formats;
	unsigned int num_formats;
};

struct crtc_wanted {
	u32 width, height;
	const u32 *writeback_formats;
	unsigned int num_writeback_formats;
	const struct plane_wanted *primary, *cursor;
};

struct sdrm_setup {
	const char *wrong;	/* the first thing that is, or NULL */
	unsigned int num_crtcs, num_planes;
	struct crtc_wanted crtcs[KMS_CRTCS];
	struct plane_wanted planes[KMS_PLANES];
};

static void *wrong(struct sdrm_setup *setup, const char *what)
{
	if (!setup->wrong)
		setup->wrong = what;
	return NULL;
}

/* The CRTC that was named last, or NULL. */
static struct crtc_wanted *current_crtc(struct sdrm_setup *setup)
{
	if (!setup->num_crtcs)
		return wrong(setup, "something that comes before the first CRTC");
	return &setup->crtcs[setup->num_crtcs - 1];
}

void sdrm_setup_crtc(struct sdrm_setup *setup)
{
	if (setup->num_crtcs == KMS_CRTCS)
		wrong(setup, "too many CRTCs");
	else
		setup->num_crtcs++;
}
EXPORT_SYMBOL_GPL(sdrm_setup_crtc);

static bool known(struct sdrm_setup *setup, const u32 *formats, unsigned int count)
{
	while (count--) {
		if (!pixel_format_find(formats[count]))
			return wrong(setup, "a format that cannot be composed");
	}
	return true;
}

void __sdrm_setup_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			const u32 *formats, unsigned int count)
{
	struct crtc_wanted *crtc = current_crtc(setup);
	const struct plane_wanted **only = NULL;
	struct plane_wanted *plane;

	if (!crtc || !known(setup, formats, count))
		return;
	if (setup->num_planes == KMS_PLANES) {
		wrong(setup, "too many planes");
		return;
	}
	if (type == SDRM_PLANE_PRIMARY)
		only = &crtc->primary;
	if (type == SDRM_PLANE_CURSOR)
		only = &crtc->cursor;
	if (only && *only) {
		wrong(setup, "a CRTC with two primary planes or two cursors");
		return;
	}
	plane = &setup->planes[setup->num_planes++];
	*plane = (struct plane_wanted){
		.crtc = setup->num_crtcs - 1, .type = type,
		.formats = formats, .num_formats = count,
	};
	if (only)
		*only = plane;
}
EXPORT_SYMBOL_GPL(__sdrm_setup_plane);

void sdrm_setup_connector(struct sdrm_setup *setup, u32 width, u32 height)
{
	struct crtc_wanted *crtc = current_crtc(setup);

	if (!crtc)
		return;
	if (crtc->width || !width || !height) {
		wrong(setup, "a CRTC with two connectors, or one without a size");
		return;
	}
	crtc->width = width;
	crtc->height = height;
}
EXPORT_SYMBOL_GPL(sdrm_setup_connector);

void __sdrm_setup_writeback(struct sdrm_setup *setup, const u32 *formats,
			    unsigned int count)
{
	struct crtc_wanted *crtc = current_crtc(setup);

	if (!crtc || !known(setup, formats, count))
		return;
	if (crtc->writeback_formats) {
		wrong(setup, "a CRTC with two writeback connectors");
		return;
	}
	crtc->writeback_formats = formats;
	crtc->num_writeback_formats = count;
}
EXPORT_SYMBOL_GPL(__sdrm_setup_writeback);

/* What no single call can tell. */
static void check_setup(struct sdrm_setup *setup)
{
	unsigned int i;

	if (!setup->num_crtcs)
		wrong(setup, "no CRTC");
	for (i = 0; i < setup->num_crtcs; i++) {
		if (!setup->crtcs[i].primary)
			wrong(setup, "a CRTC without a primary plane");
		if (!setup->crtcs[i].width)
			wrong(setup, "a CRTC without a connector");
	}
}

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
	config->max_width = KMS_WIDTH_MAX;
	config->max_height = KMS_HEIGHT_MAX;
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
	const struct plane_wanted *wanted = &setup->planes[i];

	return kms_plane_init(&display->dev->__sdrm_priv.drm, &display->planes[i],
			      BIT(wanted->crtc), types[wanted->type], wanted->formats,
			      wanted->num_formats);
}

/* In the order in which they are blended: cursors last. */
static int planes_init(struct sdrm_display *display, const struct sdrm_setup *setup)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < setup->num_planes; i++) {
		if (setup->planes[i].type == SDRM_PLANE_PRIMARY)
			ret = plane_init(display, setup, i);
	}
	for (i = 0; !ret && i < setup->num_planes; i++) {
		if (setup->planes[i].type == SDRM_PLANE_OVERLAY)
			ret = plane_init(display, setup, i);
	}
	for (i = 0; !ret && i < setup->num_planes; i++) {
		if (setup->planes[i].type == SDRM_PLANE_CURSOR)
			ret = plane_init(display, setup, i);
	}
	return ret;
}

static int crtc_init(struct sdrm_display *display, const struct sdrm_setup *setup,
		     unsigned int i)
{
	struct drm_device *drm = &display->dev->__sdrm_priv.drm;
	const struct crtc_wanted *wanted = &setup->crtcs[i];
	struct kms_crtc *crtc = &display->crtcs[i];
	struct drm_plane *cursor = NULL;
	int ret;

	if (wanted->cursor)
		cursor = &display->planes[wanted->cursor - setup->planes].base;
	crtc->width = wanted->width;
	crtc->height = wanted->height;
	crtc->writeback.formats = wanted->writeback_formats;
	crtc->writeback.num_formats = wanted->num_writeback_formats;

	ret = kms_worker_init(crtc);
	if (!ret)
		ret = kms_crtc_init(drm, crtc,
				    &display->planes[wanted->primary - setup->planes].base,
				    cursor);
	if (!ret)
		ret = kms_connector_init(drm, crtc);
	if (!ret && wanted->writeback_formats)
		ret = kms_writeback_init(drm, crtc);
	return ret;
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
		/* It is off, unless memory was short when the device went. */
		kms_vblank_stop(&crtc->vblank);
		kms_worker_destroy(crtc);
	}
	/* Jobs that are done are cleaned up by a work item of the core's. */
	wait_event(display->no_framebuffer, !atomic_read(&display->framebuffers));
	for (i = 0; i < display->num_crtcs; i++) {
		crtc = &display->crtcs[i];
		/* Fences have their own references. */
		if (crtc->fences)
			sdrm_fence_source_put(&crtc->fences->base);
		if (crtc->writeback.fences)
			sdrm_fence_source_put(&crtc->writeback.fences->base);
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
	if (!display->crtcs || !display->planes)
		return NULL;
	display->dev = dev;
	display->driver = dev->__sdrm_priv.driver->display;
	display->num_crtcs = setup->num_crtcs;
	mutex_init(&display->map_lock);
	init_waitqueue_head(&display->no_framebuffer);
	INIT_DELAYED_WORK(&display->wake, kms_crc_wake);
	for (i = 0; i < display->num_crtcs; i++) {
		display->crtcs[i].display = display;
		kms_vblank_init(&display->crtcs[i].vblank);
	}
	return display;
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
	/* On an error, too, it calls release(), to which what is not there yet is NULL. */
	if (!ret)
		ret = drmm_add_action_or_reset(drm, release, NULL);
	if (!ret)
		ret = planes_init(display, setup);
	for (i = 0; !ret && i < display->num_crtcs; i++)
		ret = crtc_init(display, setup, i);
	/* All objects are there; each has a .reset that makes its first state. */
	if (!ret)
		ret = drm_vblank_init(drm, display->num_crtcs);
	if (!ret)
		drm_mode_config_reset(drm);
	return ret;
}

/* --- when sdrm.ko calls ------------------------------------------------------------------ */

static void describe(struct drm_driver *drm)
{
	drm->driver_features &= ~(u32)DRIVER_RENDER;
	drm->driver_features |= DRIVER_MODESET | DRIVER_ATOMIC;
	compat_console_describe(drm);
}

/*
 * Return: 0; -EINVAL if the setup callback asked for what cannot be; -ENOMEM; any error of
 * the DRM core's init functions.
 */
static int build(struct sdrm_device *dev)
{
	/* Large for the stack. Borrowed by the callback. */
	struct sdrm_setup *setup = kzalloc(sizeof(*setup), GFP_KERNEL);
	int ret = -EINVAL;

	if (!setup)
		return -ENOMEM;
	dev->__sdrm_priv.driver->display->setup(dev, setup);
	check_setup(setup);
	if (setup->wrong)
		drm_err(&dev->__sdrm_priv.drm, "the driver's setup has %s\n", setup->wrong);
	else
		ret = make(dev, setup);
	kfree(setup);
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

/* Ends every commit, sends every event, and stops the timers, for good. */
static void switch_off(struct sdrm_display *display)
{
	struct drm_device *drm = &display->dev->__sdrm_priv.drm;
	struct drm_modeset_acquire_ctx ctx;
	int ret;

	DRM_MODESET_LOCK_ALL_BEGIN(drm, ctx, 0, ret);
	ret = drm_atomic_helper_disable_all(drm, &ctx);
	/* Whoever commits holds a CRTC's lock and sees this. */
	display->gone = !ret;
	DRM_MODESET_LOCK_ALL_END(drm, ctx, ret);
	if (ret)
		drm_err(drm, "cannot switch off the display: %d\n", ret);
}

static void gone(struct sdrm_device *dev)
{
	struct sdrm_display *display = dev->__sdrm_priv.display;
	unsigned int i;

	/* From go(). Whoever read a CRC has been woken: debugfs waited for that. */
	cancel_delayed_work_sync(&display->wake);
	switch_off(display);
	/* The driver's frame callback is not called any more. */
	for (i = 0; i < display->num_crtcs; i++)
		drain_workqueue(display->crtcs[i].queue);
}

const struct __sdrm_display_ops __sdrm_kms_ops = {
	.describe = describe,
	.build = build,
	.announce = announce,
	.go = go,
	.gone = gone,
};
EXPORT_SYMBOL_GPL(__sdrm_kms_ops);
