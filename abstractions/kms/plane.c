// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_gem_atomic_helper.h>
#include <drm/drm_plane.h>
#include "kms.h"

/* Any position and any part that is visible, but no scaling. */
static int atomic_check(struct drm_plane *plane, struct compat_atomic_state *state)
{
	struct drm_plane_state *new = drm_atomic_get_new_plane_state(state, plane);
	struct drm_crtc_state *crtc;

	/* Switched off; the helper below would say so if it were called. */
	if (!new->crtc || WARN_ON(!new->fb)) {
		new->visible = false;
		return 0;
	}
	crtc = drm_atomic_get_crtc_state(state, new->crtc);
	if (IS_ERR(crtc))
		return PTR_ERR(crtc);
	/* Clips it to the mode. */
	return drm_atomic_helper_check_plane_state(new, crtc, DRM_PLANE_NO_SCALING,
						   DRM_PLANE_NO_SCALING, true, true);
}

/* What can fail about a frame fails here, before the commit. */
static int prepare_fb(struct drm_plane *plane, struct drm_plane_state *state)
{
	int ret;

	if (!state->fb)
		return 0;
	ret = kms_framebuffer_map(to_kms_framebuffer(state->fb));
	if (ret)
		return ret;
	/* The commit waits for the fences of the buffers. */
	return drm_gem_plane_helper_prepare_fb(plane, state);
}

/* The CRTC publishes the frame, in which all planes are. */
static void atomic_update(struct drm_plane *plane, struct compat_atomic_state *state)
{
}

/* A cursor may move while the CRTC waits for a vblank. The core asks for no other plane. */
static int atomic_async_check(struct drm_plane *plane, COMPAT_ASYNC_CHECK(state))
{
	struct drm_crtc_state *crtc;

	crtc = drm_atomic_get_new_crtc_state(state, plane->state->crtc);
	return crtc && to_kms_crtc_state(crtc)->cursor_only ? 0 : -EINVAL;
}

/* The states are not swapped: the plane's own takes over what is new. */
static void atomic_async_update(struct drm_plane *plane, struct compat_atomic_state *state)
{
	struct drm_plane_state *new = drm_atomic_get_new_plane_state(state, plane);
	struct drm_plane_state *own = plane->state;
	struct drm_crtc_state *crtc = drm_atomic_get_new_crtc_state(state, own->crtc);

	swap(own->fb, new->fb);
	own->crtc_x = new->crtc_x;
	own->crtc_y = new->crtc_y;
	own->crtc_w = new->crtc_w;
	own->crtc_h = new->crtc_h;
	own->src_x = new->src_x;
	own->src_y = new->src_y;
	own->src_w = new->src_w;
	own->src_h = new->src_h;
	own->src = new->src;
	own->dst = new->dst;
	own->visible = new->visible;
	kms_worker_publish_cursor(to_kms_crtc(own->crtc), to_kms_crtc_state(crtc)->frame,
				  own);
}

static const struct drm_plane_helper_funcs helper_funcs = {
	.atomic_check = atomic_check,
	.prepare_fb = prepare_fb,
	.atomic_update = atomic_update,
};

static const struct drm_plane_helper_funcs cursor_helper_funcs = {
	.atomic_check = atomic_check,
	.prepare_fb = prepare_fb,
	.atomic_update = atomic_update,
	.atomic_async_check = atomic_async_check,
	.atomic_async_update = atomic_async_update,
};

static const struct drm_plane_funcs funcs = {
	.update_plane = drm_atomic_helper_update_plane,
	.disable_plane = drm_atomic_helper_disable_plane,
	.destroy = drm_plane_cleanup,
	.reset = drm_atomic_helper_plane_reset,
	.atomic_duplicate_state = drm_atomic_helper_plane_duplicate_state,
	.atomic_destroy_state = drm_atomic_helper_plane_destroy_state,
};

/* For the CRTCs of the mask @crtcs. */
int kms_plane_init(struct drm_device *drm, struct drm_plane *plane, u32 crtcs,
		   enum drm_plane_type type, const u32 *formats, unsigned int count)
{
	/* In the display's memory; cleaned up with the mode configuration. */
	int ret = drm_universal_plane_init(drm, plane, crtcs, &funcs, formats,
					   count, NULL, type, NULL);
	u64 blob;

	if (ret)
		return ret;
	/* What the core leaves out, without a word, if memory is short. */
	if (drm_object_property_get_default_value(&plane->base,
						  drm->mode_config.modifiers_property,
						  &blob))
		return -ENOMEM;
	drm_plane_helper_add(plane, type == DRM_PLANE_TYPE_CURSOR ?
			     &cursor_helper_funcs : &helper_funcs);
	return 0;
}
