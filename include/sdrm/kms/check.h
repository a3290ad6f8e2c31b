/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_CHECK_H
#define SDRM_KMS_CHECK_H

#include <sdrm/inside.h>
#include <linux/types.h>
#include <sdrm/kms/setup.h>

/**
 * DOC: what a display refuses
 *
 * A driver whose display cannot show just anything has a check callback, which is asked
 * about each commit before it is made, also if user space only tests it::
 *
 *	static int toy_check(const struct sdrm_proposal *proposal)
 *	{
 *		u32 windows = 0;
 *
 *		for (u32 i = 0; i < SDRM_PLANES_MAX; i++) {
 *			const struct sdrm_proposed_plane plane =
 *				sdrm_proposal_plane(proposal, i);
 *
 *			if (plane.type == SDRM_PLANE_CURSOR && plane.width < 16)
 *				return -ERANGE;
 *			windows += plane.type == SDRM_PLANE_OVERLAY && plane.visible;
 *		}
 *		return windows <= 2 ? 0 : -ENOSPC;
 *	}
 *
 * It is asked about a CRTC as it would be after the commit, with all of its planes,
 * whichever of them change. What the setup callback says is checked before: formats, and
 * that nothing is scaled. It gets no device and no frame: the answer depends on nothing
 * but the proposal and module parameters, so what was tested can be committed, and
 * whatever it answers, nothing has changed yet.
 *
 * Nobody is asked about what must not fail: to switch a CRTC off, or to take planes away
 * from it, as when their framebuffer is removed. So what is accepted has to be accepted
 * with fewer planes, too.
 */

/**
 * SDRM_PLANES_MAX - the most planes of a display
 */
#define SDRM_PLANES_MAX	31U

/* A CRTC as it would be. */
struct sdrm_proposal;

/**
 * struct sdrm_proposed_mode - the mode of a CRTC
 * @width: pixels in a line
 * @height: lines
 * @period: from a vblank to the next one, in nanoseconds
 */
struct sdrm_proposed_mode {
	u32 width;
	u32 height;
	u64 period;
};

/**
 * struct sdrm_proposed_plane - a plane on a CRTC
 * @type: its kind
 * @format: of its framebuffer, DRM_FORMAT_*; 0 if the plane is off
 * @x: first of its columns on the CRTC; may be outside of the mode
 * @y: first of its lines, likewise
 * @width: its width, on the CRTC and in the framebuffer
 * @height: its height, likewise
 * @from_x: first of its columns in the framebuffer
 * @from_y: first of its lines in the framebuffer
 * @visible: a part of it is inside the mode
 */
struct sdrm_proposed_plane {
	enum sdrm_plane_type type;
	u32 format;
	s32 x, y;
	u32 width, height;
	u32 from_x, from_y;
	bool visible;
};

/**
 * sdrm_proposal_crtc() - which CRTC is asked about
 * @proposal: the callback's argument, borrowed
 *
 * Context: the driver's check callback.
 * Return: its number, from 0, in the order of sdrm_setup_crtc().
 */
u32 __must_check sdrm_proposal_crtc(const struct sdrm_proposal *proposal);

/**
 * sdrm_proposal_mode() - the mode that the CRTC would have
 * @proposal: the callback's argument, borrowed
 *
 * Context: the driver's check callback.
 * Return: the mode, by value.
 */
struct sdrm_proposed_mode __must_check
sdrm_proposal_mode(const struct sdrm_proposal *proposal);

/**
 * sdrm_proposal_plane() - a plane as it would be
 * @proposal: the callback's argument, borrowed
 * @number: of the plane, from 0, in the order of sdrm_setup_plane(), those of other CRTCs
 *          included; any value is safe
 *
 * Context: the driver's check callback.
 * Return: the plane, by value; all zero if it would be off, or belongs to another CRTC, or
 * does not exist.
 * Contract: drm_atomic_crtc_state_for_each_plane_state(), include/drm/drm_atomic_helper.h.
 */
struct sdrm_proposed_plane __must_check
sdrm_proposal_plane(const struct sdrm_proposal *proposal, u32 number);

#endif /* SDRM_KMS_CHECK_H */
