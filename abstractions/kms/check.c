// SPDX-License-Identifier: GPL-2.0
#include <linux/export.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include "kms.h"

/* During a CRTC's atomic_check, which has its lock; planes have been checked before. */
struct sdrm_proposal {
	const struct drm_crtc_state *crtc;
};

/*
 * Does the commit change a mode, or what planes show? What only takes planes away must not
 * fail: drm_framebuffer_remove() warns if it does.
 */
static bool adds(const struct drm_crtc_state *new)
{
	const struct drm_plane_state *plane_state;
	struct drm_plane *plane;
	int i;

	if (new->mode_changed || new->connectors_changed)
		return true;
	for_each_new_plane_in_state(new->state, plane, plane_state, i) {
		if (plane_state->crtc == new->crtc)
			return true;
	}
	return false;
}

/*
 * Ask the driver, if it wants to be asked.
 *
 * Whether the CRTC is active does not matter: what is accepted while it is not may not
 * fail when it is switched on.
 *
 * Return: 0; -EINVAL, -ERANGE or -ENOSPC if the driver refuses, and nothing that the core
 * takes for something else, such as -EDEADLK.
 */
int kms_check(const struct drm_crtc_state *new)
{
	const struct __sdrm_display *driver = kms_display(new->crtc->dev)->driver;
	const struct sdrm_proposal proposal = { new };
	int ret;

	if (!driver->check || !new->enable || !adds(new))
		return 0;
	ret = driver->check(&proposal);
	return !ret || ret == -ERANGE || ret == -ENOSPC ? ret : -EINVAL;
}

u32 sdrm_proposal_crtc(const struct sdrm_proposal *proposal)
{
	return drm_crtc_index(proposal->crtc->crtc);
}
EXPORT_SYMBOL_GPL(sdrm_proposal_crtc);

struct sdrm_proposed_mode sdrm_proposal_mode(const struct sdrm_proposal *proposal)
{
	const struct drm_display_mode *mode = &proposal->crtc->mode;

	return (struct sdrm_proposed_mode){
		.width = mode->hdisplay, .height = mode->vdisplay,
		.period = kms_period(mode),
	};
}
EXPORT_SYMBOL_GPL(sdrm_proposal_mode);

struct sdrm_proposed_plane
sdrm_proposal_plane(const struct sdrm_proposal *proposal, u32 number)
{
	static const enum sdrm_plane_type types[] = {
		[DRM_PLANE_TYPE_PRIMARY] = SDRM_PLANE_PRIMARY,
		[DRM_PLANE_TYPE_OVERLAY] = SDRM_PLANE_OVERLAY,
		[DRM_PLANE_TYPE_CURSOR] = SDRM_PLANE_CURSOR,
	};
	const struct drm_crtc_state *crtc = proposal->crtc;
	const struct sdrm_display *display = kms_display(crtc->crtc->dev);
	const struct drm_plane_state *state;
	struct drm_plane *plane;

	if (number >= display->num_planes)
		return (struct sdrm_proposed_plane){ };
	plane = &display->planes[number];
	if (!(crtc->plane_mask & drm_plane_mask(plane)))
		return (struct sdrm_proposed_plane){ };
	/* Of a plane that is not in the commit, too: nobody changes it without this lock. */
	state = __drm_atomic_get_current_plane_state(crtc->state, plane);
	return (struct sdrm_proposed_plane){
		.type = types[plane->type],
		.format = state->fb->format->format,
		.x = state->crtc_x, .y = state->crtc_y,
		.width = state->crtc_w, .height = state->crtc_h,
		.from_x = state->src_x >> 16, .from_y = state->src_y >> 16,
		.visible = state->visible,
	};
}
EXPORT_SYMBOL_GPL(sdrm_proposal_plane);
