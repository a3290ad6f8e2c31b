// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <linux/wait_bit.h>
#include <drm/drm_damage_helper.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_framebuffer_helper.h>
#include <drm/drm_plane.h>
#include "kms.h"

/* Who waits for the last one may free @display at once: only its address is used. */
static void forget(struct sdrm_display *display)
{
	if (atomic_dec_and_test(&display->framebuffers))
		wake_up_var(&display->framebuffers);
}

/* The last reference is gone: no plane, frame or job has it any more. */
static void destroy(struct drm_framebuffer *base)
{
	struct kms_framebuffer *fb = to_kms_framebuffer(base);
	struct sdrm_display *display = kms_display(base->dev);

	if (fb->mapped)
		drm_gem_fb_vunmap(base, fb->map);
	/* Frees @fb, of which @base is the first member. */
	static_assert(!offsetof(struct kms_framebuffer, base));
	drm_gem_fb_destroy(base);
	/* Last: the device may go now. */
	forget(display);
}

static const struct drm_framebuffer_funcs funcs = {
	.destroy = destroy,
	.create_handle = drm_gem_fb_create_handle,
	.dirty = drm_atomic_helper_dirtyfb,
};

/* &drm_mode_config_funcs.fb_create */
struct drm_framebuffer *kms_framebuffer_create(struct drm_device *drm,
					       struct drm_file *file, COMPAT_FB_INFO
					       const struct drm_mode_fb_cmd2 *cmd)
{
	struct kms_framebuffer *fb;
	int ret;

	/* Early kernels leave this to the driver; without the flag it is linear. */
	if (!drm_any_plane_has_format(drm, cmd->pixel_format, cmd->modifier[0]))
		return ERR_PTR(-EINVAL);

	/* Charged to the caller; freed by destroy(). */
	fb = kzalloc(sizeof(*fb), GFP_KERNEL_ACCOUNT);
	if (!fb)
		return ERR_PTR(-ENOMEM);

	/* Before others can find it, and destroy it. */
	atomic_inc(&kms_display(drm)->framebuffers);
	/* Checks that the buffers are large enough. */
	ret = compat_fb_init(drm, &fb->base, file, cmd, &funcs);
	if (ret) {
		kfree(fb);
		forget(kms_display(drm));
		return ERR_PTR(ret);
	}
	return &fb->base;
}

/*
 * Map the buffers of a framebuffer, once.
 *
 * Context: process, may sleep; no reservation locked.
 * Return: 0; -EINVAL if they lie in a device's memory; -ENOMEM or an exporter's error.
 */
int kms_framebuffer_map(struct kms_framebuffer *fb)
{
	struct sdrm_display *display = kms_display(fb->base.dev);
	int ret = 0;

	mutex_lock(&display->map_lock);
	if (!fb->mapped) {
		/* Undone by destroy(). */
		ret = drm_gem_fb_vmap(&fb->base, fb->map, fb->data);
		if (!ret && fb->data[0].is_iomem) {
			drm_gem_fb_vunmap(&fb->base, fb->map);
			ret = -EINVAL;
		}
		fb->mapped = !ret;
	}
	mutex_unlock(&display->map_lock);
	return ret;
}
